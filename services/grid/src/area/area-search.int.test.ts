import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC } from '@linli/domain/viewer';
import { fixedClock } from '@linli/testkit/clock';
import { linesOfShipped } from '../area-import/area-files.js';
import { importAreas } from '../area-import/area-import.js';
import { COMMUNITY, gridSuite, planOf, rowsOf, type GridSuite } from '../grid.suite.js';

let suite: GridSuite;
beforeAll(async () => {
  suite = await gridSuite();
  const clock = fixedClock('2026-11-20T02:00:00.000Z');
  await importAreas(suite.owner, clock, '--shipped', linesOfShipped());
  await rowsOf(
    suite,
    sql`insert into area_former_name values (${COMMUNITY}, '长江路第一居委会', 1), (${COMMUNITY}, 'a%b_c', 1)`,
  );
  await rowsOf(suite, sql`analyze area_former_name`);
});
afterAll(() => suite.end());

const ask = async (search: string, page = 'first: 100') => {
  const answer = await suite
    .as(PUBLIC)
    .ask(`{ areas(${search}, ${page}) { totalCount nodes { code name } pageInfo { hasNextPage endCursor } } }`);
  expect(answer.errors).toEqual([]);
  return answer.data.areas;
};
const codes = async (search: string): Promise<string[]> =>
  (await ask(search)).nodes.map(({ code }: { code: string }) => code);
const pathOfRefusal = async (search: string) => {
  const { errors } = await suite.as(PUBLIC).ask(`{ areas(${search}) { nodes { code } } }`);
  expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT' }]);
  return errors[0]?.extensions['path'];
};

describe('a search for areas', () => {
  it('goes by level and by place, in the order of the codes', async () => {
    expect(await codes('level: CITY')).toEqual(['1507', '3407', '3411', '3609', '3701']);
    expect(await ask(`within: "${COMMUNITY}"`)).toMatchObject({ totalCount: 1, nodes: [{ code: COMMUNITY }] });
    expect(await codes('level: COMMUNITY, within: "340705402"')).toEqual([COMMUNITY]);
  });

  it('goes by any part of the name: a character, two, or more', async () => {
    expect(await codes('nameContains: "天井湖社区居委会"')).toEqual([COMMUNITY]);
    expect(await codes('nameContains: "井湖", level: COMMUNITY')).toContain(COMMUNITY);
    expect(await codes('nameContains: "湖井"')).toEqual([]);
    expect(await codes('nameContains: " 崇文 ", within: "3609"')).toContain('360924100007');
    expect((await ask('nameContains: "胜", within: "1507"')).nodes.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['胜南社区居民委员会']),
    );
  });

  it('of a name has them in the order of pinyin, and those of one name by code, page by page', async () => {
    const whole = await ask('nameContains: "新", within: "3407"');
    const found: { code: string; name: string }[] = whole.nodes;
    const pinyin = new Intl.Collator('zh-u-co-pinyin-kn-true');
    expect(found.length).toBeGreaterThan(10);
    expect(found).toHaveLength(whole.totalCount);
    expect(found).toEqual(found.toSorted((a, b) => pinyin.compare(a.name, b.name) || a.code.localeCompare(b.code)));
    const paged: unknown[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page = await ask('nameContains: "新", within: "3407"', `first: 4${after && `, after: "${after}"`}`);
      paged.push(...page.nodes);
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    }
    expect(paged).toEqual(found);
  });

  it('finds those that had the name, and says which they had', async () => {
    expect(await codes('nameContains: "江路第一"')).toEqual([COMMUNITY]);
    expect(await codes('nameContains: "江路第一", within: "1507"')).toEqual([]);
    const { data } = await suite.as(PUBLIC).ask(`{ area(code: "${COMMUNITY}") { name formerNames } }`);
    expect(data.area).toEqual({ name: '天井湖社区居委会', formerNames: ['a%b_c', '长江路第一居委会'] });
  });

  it('takes a part of a name as it is written', async () => {
    expect(await codes('nameContains: "%b_"')).toEqual([COMMUNITY]);
    expect(await codes('nameContains: "%c"')).toEqual([]);
    expect(await codes('nameContains: "a_b"')).toEqual([]);
    expect(await codes('nameContains: "\\\\"')).toEqual([]);
  });

  it('takes a blank for no name, and refuses what is no part of a name', async () => {
    expect(await codes('nameContains: "  ", level: CITY')).toHaveLength(5);
    expect(await codes(`nameContains: "${'社'.repeat(100)}"`)).toEqual([]);
    expect(await pathOfRefusal(`nameContains: "${'社'.repeat(101)}"`)).toBe('nameContains');
    expect(await pathOfRefusal('nameContains: "社\\u0000"')).toBe('nameContains');
  });

  it('asks for one to a hundred, after a cursor of its own order', async () => {
    for (const first of [0, 101, -1]) expect(await pathOfRefusal(`first: ${first}`)).toBe('first');
    const { endCursor } = (await ask('level: CITY', 'first: 1')).pageInfo;
    expect(await pathOfRefusal(`nameContains: "社区", after: "${endCursor}"`)).toBe('after');
  });

  it.each(['湖', '天福', '天井湖', '天井湖社区居委会', '社区', '村'])(
    'for %s reads no area one after the other from the whole table',
    async (part) => {
      const { statements } = await suite.as(PUBLIC).ask(`{ areas(nameContains: "${part}") { nodes { code } } }`);
      expect(statements).toHaveLength(1);
      expect(await planOf(suite, statements[0] ?? '', [part, part, part, part, 21])).not.toMatch(/Seq Scan on area /);
    },
  );
});
