import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import { personId, viewerWith } from '@linli/testkit/viewers';
import {
  casesSuite,
  COMMUNITY,
  neighbour,
  NEXT_BUILDING,
  NEXT_GRID,
  officer,
  resident,
  type CasesSuite,
} from '../cases.suite.js';
import { accept, assign, movesIn } from './case-moves.suite.js';

let suite: CasesSuite;
beforeAll(async () => {
  suite = await casesSuite();
});
afterAll(() => suite.end());

const { reported, moving, close } = movesIn(() => suite);

describe('lists and counts', () => {
  const AREA = `query ($codes: [_Any!]!, $where: CaseFilter, $first: Int, $after: String) { _entities(representations: $codes) {
    ... on Area { openCases cases(where: $where, first: $first, after: $after) { totalCount nodes { number } pageInfo { endCursor hasNextPage } } }
    ... on Grid { openCases cases(first: $first) { nodes { number } } }
    ... on Building { openCases } } }`;
  const area = (code: string) => ({ __typename: 'Area', code });

  it('reads the cases of 1 and of 50 places with the same number of statements', async () => {
    await reported();
    const ask = (n: number) =>
      suite.as(officer).ask(AREA, {
        first: 5,
        codes: Array.from({ length: n }, (_, i) => area(`3407054020${String(i + 1).padStart(2, '0')}`)),
      });
    const [one, fifty] = [await ask(1), await ask(50)];
    // Open counts: 1. Pages and totals: begin, settings, two selects, commit.
    expect([one.statements.length, fifty.statements.length]).toEqual([6, 6]);
  });

  it('counts where the total is asked for in fragments and under another name, and nowhere else', async () => {
    await reported();
    const list = (fields: string) => `query { cases(within: "${COMMUNITY}", first: 1) { ${fields} } }
      ${fields.includes('...Total') ? 'fragment Total on CaseConnection { ... on CaseConnection { n: totalCount } }' : ''}`;
    const counted = await suite.as(officer).ask(list('nodes { id } ...Total'));
    const plain = await suite.as(officer).ask(list('nodes { id }'));
    expect(counted.data.cases.n).toBeGreaterThan(0);
    expect([counted.statements.length, plain.statements.length]).toEqual([5, 4]);
  });

  it('asks the database for nothing but counts when the public asks for a list', async () => {
    const { data, statements } = await suite.as(PUBLIC).ask(AREA, { first: 5, codes: [area(COMMUNITY)] });
    expect(data._entities[0].cases).toMatchObject({ totalCount: 0, nodes: [] });
    expect(statements).toHaveLength(1);
  });

  it('counts open cases of private kinds for staff of the place alone', async () => {
    const countsFor = async (viewer: Viewer) => {
      const codes = [
        area(COMMUNITY),
        { __typename: 'Grid', code: NEXT_GRID },
        { __typename: 'Building', id: NEXT_BUILDING },
      ];
      const { data } = await suite.as(viewer).ask(AREA, { first: 1, codes });
      return data._entities.map((place: { openCases: number }) => place.openCases) as number[];
    };
    const before = { officer: await countsFor(officer), anyone: await countsFor(PUBLIC) };
    await reported(resident, { building: NEXT_BUILDING, category: 'CONFLICT.NEIGHBOURS' });
    const publicId = await reported(resident, { building: NEXT_BUILDING });
    expect(await countsFor(officer)).toEqual(before.officer.map((count) => count + 2));
    expect(await countsFor(PUBLIC)).toEqual(before.anyone.map((count) => count + 1));
    await closeWhole(publicId);
    expect(await countsFor(PUBLIC)).toEqual(before.anyone);
  });

  it('keeps counts that equal a recount', async () => {
    const { rows } = await sql`
      (select territory, private, open, total from open_case_count where total > 0) except
      (select territory, private, count(*) filter (where status <> 'CLOSED')::int, count(*)::int from "case" group by 1, 2)`.execute(
      suite.worker.em.fork().getKysely(),
    );
    expect(rows).toEqual([]);
  });

  it('tells staff of the whole place as many as each of them counted, whatever others may see', async () => {
    await reported(resident, { category: 'CONFLICT.NEIGHBOURS' });
    const total = async (viewer: Viewer, where = '') => {
      const { data } = await suite.as(viewer).ask(`{ cases(within: "${COMMUNITY}"${where}) { totalCount } }`);
      return data.cases.totalCount as number;
    };
    const { rows } = await sql<{ n: number; public: number }>`
      select count(*)::int as n, count(*) filter (where not private)::int as public from "case"
      where starts_with(territory, ${COMMUNITY})`.execute(suite.worker.em.fork().getKysely());
    expect(await total(officer)).toBe(rows[0]?.n);
    expect(await total(officer, ', where: { reportedFrom: "2000-01-01T00:00:00Z" }')).toBe(rows[0]?.n);
    expect(await total(viewerWith('RESIDENT', COMMUNITY, personId(777)))).toBe(rows[0]?.public);
  });

  it('pages through a list without missing or repeating a case while others come in', async () => {
    for (let n = 0; n < 3; n += 1) await reported();
    const numbers: string[] = [];
    let after: string | null = null;
    for (;;) {
      const { data } = await suite.as(officer).ask(AREA, { first: 4, after, codes: [area(COMMUNITY)] });
      const page = data._entities[0].cases as {
        nodes: { number: string }[];
        pageInfo: { endCursor: string; hasNextPage: boolean };
      };
      numbers.push(...page.nodes.map((node) => node.number));
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
      await reported();
    }
    const first = await suite.as(officer).ask(AREA, { first: 1, codes: [area(COMMUNITY)] });
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(first.data._entities[0].cases.totalCount).toBeGreaterThanOrEqual(numbers.length);
  });

  it('refuses a cursor that was changed and a page of more than 100', async () => {
    const changed = await suite
      .as(officer)
      .ask(AREA, { first: 1, after: 'bm90IG91cnMgYXQgYWxs', codes: [area(COMMUNITY)] });
    const long = await suite.as(officer).ask(AREA, { first: 101, codes: [area(COMMUNITY)] });
    expect([changed, long].map(({ errors }) => errors[0]?.extensions['path'])).toEqual(['after', 'first']);
  });

  it('finds titles by their words for whoever may read them', async () => {
    await reported(resident, { title: '电梯异响100%真实' });
    const find = async (viewer: Viewer, text: string) =>
      (await suite.as(viewer).ask(AREA, { first: 5, where: { text }, codes: [area(COMMUNITY)] })).data._entities[0]
        .cases.totalCount as number;
    expect([await find(officer, '异响100%'), await find(neighbour, '异响'), await find(officer, '异响_00')]).toEqual([
      1, 0, 0,
    ]);
  });
});

async function closeWhole(id: string): Promise<void> {
  await moving(officer, accept(id));
  await moving(officer, assign(id));
  await close(id);
}
