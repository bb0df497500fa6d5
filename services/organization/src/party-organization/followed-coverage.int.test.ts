import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC } from '@linli/domain/viewer';
import { countingStatements } from '@linli/persistence/statements';
import { tell } from '../directory/feed.suite.js';
import { gridDirectory } from '../directory/grid.writers.js';
import {
  changesBy,
  COMMUNITY,
  idOf,
  officer,
  organizationSuite,
  refusals,
  rowsOf,
  type OrganizationSuite,
} from '../organization.suite.js';

const DAY_OF_CLOSING = '2026-11-20';

let suite: OrganizationSuite;
beforeAll(async () => {
  suite = await organizationSuite();
});
beforeEach(() => suite.clock.set(`${DAY_OF_CLOSING}T02:00:00.000Z`));
afterAll(() => suite.end());

let grids = 100;
const nextGrid = () => `${COMMUNITY}${(grids += 1)}`;
const hear = (kind: string, ...rows: { key: string; version: number; payload: Record<string, unknown> }[]) =>
  tell(suite, gridDirectory, kind, rows);
const gridRow = (key: string, closedOn: string | null = null) => ({
  key,
  version: closedOn === null ? 1 : 2,
  payload: { community: COMMUNITY, closedOn },
});
const openGrid = async (): Promise<string> => {
  const code = nextGrid();
  await hear('grid', gridRow(code));
  return code;
};

/** What the feed tells of a grid that is closed; gives its successors. */
const divisionOf = (grid: string, successors = [nextGrid(), nextGrid()]) => ({
  successors,
  closed: () => hear('grid', gridRow(grid, DAY_OF_CLOSING), ...successors.map((code) => gridRow(code))),
  lineage: () => hear('gridLineage', { key: grid, version: 1, payload: { grid, successors } }),
});
const divide = async (grid: string, successors?: string[]): Promise<readonly string[]> => {
  const division = divisionOf(grid, successors);
  await division.lineage();
  await division.closed();
  return division.successors;
};
const branchOf = (...covered: string[]) => idOf(changesBy(suite.as(officer)).found({ grids: covered }));
const branchesOf = async (codes: readonly string[]): Promise<string[][]> => {
  const { data } = await suite
    .as(PUBLIC)
    .ask('query ($of: [_Any!]!) { _entities(representations: $of) { ... on Grid { branches { id } } } }', {
      of: codes.map((code) => ({ __typename: 'Grid', code })),
    });
  return data._entities.map(({ branches }: { branches: { id: string }[] }) => branches.map(({ id }) => id));
};
const gridsOf = async (id: string): Promise<string[]> => {
  const { data } = await suite.as(PUBLIC).ask(`{ partyOrganization(id: "${id}") { grids { code } } }`);
  return data.partyOrganization.grids.map(({ code }: { code: string }) => code);
};
const termsOf = (id: string) =>
  rowsOf(
    suite,
    sql`select grid, starts_on::text, ends_on::text from organization_grid where organization = ${id} order by 1, 2`,
  );
const since = (day: string, id: string) =>
  rowsOf(suite, sql`update organization_grid set starts_on = ${day} where organization = ${id}`);

describe('when a grid is closed by a plan', () => {
  it('its branch covers all that succeeded it from that day on, and on the days before it the grid', async () => {
    const grid = await openGrid();
    const id = await branchOf(grid);
    await since('2026-01-01', id);
    const successors = await divide(grid);
    expect(await branchesOf([...successors, grid])).toEqual([[id], [id], []]);
    expect(await gridsOf(id)).toEqual(successors);
    suite.clock.set('2026-11-19T02:00:00.000Z');
    expect(await branchesOf([...successors, grid])).toEqual([[], [], [id]]);
    expect(await gridsOf(id)).toEqual([grid]);
  });

  it('the coverage of the area misses none of its successors', async () => {
    const grid = await openGrid();
    await branchOf(grid);
    const coverage = async () => {
      const { data } = await suite
        .as(PUBLIC)
        .ask(
          'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Area { partyCoverage { grids gridsWithBranch } } } }',
          {
            of: [{ __typename: 'Area', code: COMMUNITY }],
          },
        );
      return data._entities[0].partyCoverage as { grids: number; gridsWithBranch: number };
    };
    const before = await coverage();
    await divide(grid);
    expect(await coverage()).toEqual({ grids: before.grids + 1, gridsWithBranch: before.gridsWithBranch + 1 });
  });

  it('whoever covered two grids that became one covers that once', async () => {
    const [first, second] = [await openGrid(), await openGrid()];
    const id = await branchOf(first, second);
    const to = nextGrid();
    await divide(first, [to]);
    await divide(second, [to]);
    expect(await termsOf(id)).toEqual([{ grid: to, starts_on: DAY_OF_CLOSING, ends_on: null }]);
  });

  it('what is told of it in another order, or again, leads to the same', async () => {
    const grid = await openGrid();
    const id = await branchOf(grid);
    await since('2026-01-01', id);
    const { closed, lineage, successors } = divisionOf(grid);
    await closed();
    await lineage();
    const terms = await termsOf(id);
    expect(terms).toEqual([
      { grid, starts_on: '2026-01-01', ends_on: '2026-11-19' },
      ...successors.map((code) => ({ grid: code, starts_on: DAY_OF_CLOSING, ends_on: null })),
    ]);
    await lineage();
    await closed();
    expect(await termsOf(id)).toEqual(terms);
  });

  it('other services are told what the branch covers now, once', async () => {
    const grid = await openGrid();
    const id = await branchOf(grid);
    const successors = await divide(grid);
    await divide(grid, [...successors]);
    const told = await rowsOf(
      suite,
      sql`select type, version::int, payload -> 'grids' as grids from outbox where aggregateid = ${id} order by position`,
    );
    expect(told).toEqual([
      { type: 'PartyOrganizationFounded', version: 1, grids: [grid] },
      { type: 'TerritoryMoved', version: 2, grids: expect.arrayContaining([...successors]) },
    ]);
  });

  it('1 and 20 branches follow it with the same number of statements', async () => {
    const statementsFor = async (branches: number) => {
      const grid = await openGrid();
      for (let n = 0; n < branches; n += 1) await branchOf(grid);
      const { closed, lineage } = divisionOf(grid);
      await closed();
      return (await countingStatements(lineage)).statements;
    };
    // Begin, commit, the lineage; what is to follow, two locks, terms; two changes; version, facts, news; the mark.
    expect([await statementsFor(1), await statementsFor(20)]).toEqual([13, 13]);
  });
});

describe('a branch that begins to cover a grid at the moment of its closing', () => {
  const someoneWaits = async (sort: string) =>
    (
      await rowsOf(
        suite,
        sql`select from pg_locks where not granted and locktype = ${sort}
          and database = (select oid from pg_database where datname = current_database())`,
      )
    ).length > 0;

  it('covers its successors where it began just before', async () => {
    const grid = await openGrid();
    const division = divisionOf(grid);
    await division.lineage();
    const gate = suite.worker.em.fork();
    await gate.begin();
    await gate.execute('lock table outbox in exclusive mode');
    const founding = branchOf(grid);
    while (!(await someoneWaits('relation')));
    let isHeard = false;
    const hearing = division.closed().then(() => (isHeard = true));
    while (!isHeard && !(await someoneWaits('advisory')));
    await gate.commit();
    await hearing;
    expect(await gridsOf(await founding)).toEqual(division.successors);
  });

  it('is refused by the grid where that was closed just before', async () => {
    const grid = await openGrid();
    await branchOf(grid);
    const division = divisionOf(grid);
    await division.lineage();
    const gate = suite.worker.em.fork();
    await gate.begin();
    await gate.execute('lock table outbox in exclusive mode');
    const hearing = division.closed();
    while (!(await someoneWaits('relation')));
    const founding = changesBy(suite.as(officer)).found({ grids: [grid] });
    while (!(await someoneWaits('advisory')));
    await gate.commit();
    await hearing;
    expect(refusals(await founding)).toEqual([['BAD_USER_INPUT', 'input.grids.0']]);
  });
});
