import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { personId } from '@linli/testkit/viewers';
import { postsThrough } from '../grid-post/post-history.suite.js';
import { gridSuite, rowsOf, TODAY, type GridSuite } from '../grid.suite.js';
import { street } from './grid-plan.suite.js';

const [EVE, ADOPTION_DAY] = ['2026-11-27', '2026-11-28'];

let suite: GridSuite;
let through: ReturnType<typeof postsThrough>;
beforeAll(async () => {
  suite = await gridSuite();
  through = postsThrough(suite);
});
afterEach(() => suite.clock.set(`${TODAY}T02:00:00.000Z`));
afterAll(() => suite.end());

describe('a leader whose grid goes on as none', () => {
  /** Two grids become one, which goes on as the first; both have a leader from a day on. */
  const leaders = async (number: number, startsOn: string) => {
    const { community, grids } = await street(suite, number, [10, 10, 10, 10, 10, 10, 10, 10]);
    const posts = await Promise.all(
      grids.map((territory) =>
        through.appoint({ role: 'GRID_LEADER', territory, startsOn, person: personId(130 + number) }),
      ),
    );
    await through.adopt(community, ADOPTION_DAY, 80);
    const [lost] = await rowsOf(
      suite,
      sql<{ id: string; territory: string; endsOn: string }>`
        select id, territory, ends_on::text as "endsOn" from grid_post where id = any(${posts}::uuid[]) and ends_on is not null`,
    );
    return { lost: lost ?? { id: '', territory: '', endsOn: '' }, successor: `${community}003` };
  };

  it('led it to the day before', async () => {
    const { lost } = await leaders(11, EVE);
    expect([
      lost.endsOn,
      await through.idsOf(lost.territory, EVE),
      await through.idsOf(lost.territory, ADOPTION_DAY),
    ]).toEqual([EVE, [lost.id], []]);
  });

  it.each([
    ['on that very day', 12, ADOPTION_DAY, EVE],
    ['later', 13, '2026-12-10', '2026-12-09'],
  ])('and who was to begin %s, never leads it', async (_when, number, startsOn, dayBefore) => {
    const { lost, successor } = await leaders(number, startsOn);
    expect(lost.endsOn).toBe(dayBefore);
    through.isOn('2026-12-20');
    expect(await through.idsOf(lost.territory, startsOn)).toEqual([]);
    expect(await through.idsOf(successor, startsOn)).toHaveLength(1);
    const { errors } = await through.officer.ask(
      `mutation { endGridPost(id: "${lost.id}", endsOn: "2027-01-01") { id } }`,
    );
    expect(errors).toMatchObject([{ code: 'GRID_POST_HAS_ENDED', extensions: { endsOn: dayBefore } }]);
  });
});
