import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC } from '@linli/domain/viewer';
import { countingStatements } from '@linli/persistence/statements';
import { personId, viewerWith } from '@linli/testkit/viewers';
import {
  activeUnit,
  codesOf,
  COMMUNITY,
  ELSEWHERE,
  eventsOf,
  officer,
  register,
  registered,
  TODAY,
  volunteerSuite,
  type VolunteerSuite,
} from '../volunteer.suite.js';
import { gridDirectory } from './grid.writers.js';

let suite: VolunteerSuite;
beforeAll(async () => {
  suite = await volunteerSuite();
});
afterAll(() => suite.end());

let grids = 100;
const nextGrid = () => `${COMMUNITY}${(grids += 1)}`;
const hear = (kind: string, rows: readonly { key: string; version: number; payload: Record<string, unknown> }[]) =>
  suite.worker.em.fork().transactional(async (em) => {
    await gridDirectory.find((writer) => writer.kind === kind)?.apply(em, rows);
  });
const gridRow = (key: string, closedOn: string | null = null) => ({
  key,
  version: closedOn === null ? 1 : 2,
  payload: { name: '网格', community: COMMUNITY, closedOn },
});
const openGrid = async (): Promise<string> => {
  const code = nextGrid();
  await hear('grid', [gridRow(code)]);
  return code;
};

/** What the feed tells of a grid that is closed, with its successors. */
const divisionOf = (grid: string) => {
  const successors = [nextGrid(), nextGrid()];
  return {
    successors,
    closed: () => hear('grid', [gridRow(grid, TODAY), ...successors.map((code) => gridRow(code))]),
    lineage: () => hear('gridLineage', [{ key: grid, version: 1, payload: { grid, successors } }]),
  };
};
const draw = (unit: string, grid: string, viewer = officer) =>
  suite.as(viewer).ask(`mutation { drawUnitIntoGrids(unit: "${unit}", grids: ["${grid}"]) { grids { code } } }`);
const unitIn = async (grid: string): Promise<string> => {
  const unit = await activeUnit(suite);
  await draw(unit, grid);
  return unit;
};
const gridsOf = async (unit: string): Promise<string[]> => {
  const { data } = await suite.as(PUBLIC).ask(`{ unit(id: "${unit}") { grids { code } } }`);
  return data.unit.grids.map(({ code }: { code: string }) => code);
};
const unitsOf = async (codes: readonly string[]): Promise<string[][]> => {
  const { data } = await suite
    .as(PUBLIC)
    .ask('query ($of: [_Any!]!) { _entities(representations: $of) { ... on Grid { units { id } } } }', {
      of: codes.map((code) => ({ __typename: 'Grid', code })),
    });
  return data._entities.map(({ units }: { units: { id: string }[] }) => units.map(({ id }) => id));
};

describe('when a grid is closed by a plan', () => {
  it('a unit that was drawn into it is in all that succeeded it, and in it no more', async () => {
    const [grid, other] = [await openGrid(), await openGrid()];
    const unit = await unitIn(grid);
    await draw(unit, other);
    const { successors, closed, lineage } = divisionOf(grid);
    await closed();
    await lineage();
    expect(await unitsOf([...successors, grid, other])).toEqual([[unit], [unit], [], [unit]]);
    expect(await gridsOf(unit)).toEqual([other, ...successors]);
  });

  it('a resource that can be used in it can be used in all that succeeded it, and a closed one stays as it was', async () => {
    const [grid, unit] = [await openGrid(), await activeUnit(suite)];
    const territories = [grid, ELSEWHERE];
    const [open, ended] = [
      await registered(suite, unit, { territories }),
      await registered(suite, unit, { territories }),
    ];
    await suite.as(officer).ask(`mutation { closeResource(id: "${ended}") { id } }`);
    const { successors, closed, lineage } = divisionOf(grid);
    await closed();
    await lineage();
    const territoriesOf = async (id: string) =>
      (await suite.as(officer).ask(`{ resource(id: "${id}") { territories } }`)).data.resource.territories;
    expect(await territoriesOf(open)).toEqual([...successors, ELSEWHERE]);
    expect(await territoriesOf(ended)).toEqual(territories);
    const { data } = await suite.as(PUBLIC).ask(`{ resources(within: "${successors[0]}") { nodes { id } } }`);
    expect(data.resources.nodes).toEqual([{ id: open }]);
  });

  it('what is told of it in another order, or again, leads to the same', async () => {
    const grid = await openGrid();
    const unit = await unitIn(grid);
    const { successors, closed, lineage } = divisionOf(grid);
    for (const news of [lineage, closed, lineage, closed]) await news();
    expect(await gridsOf(unit)).toEqual(successors);
    expect((await eventsOf(suite, unit)).map(({ type, version }) => [type, version])).toEqual([
      ['UnitApplied', 1],
      ['UnitConfirmed', 2],
      ['UnitDrawnIntoGrids', 3],
      ['UnitGridsMoved', 4],
    ]);
    expect((await eventsOf(suite, unit)).at(-1)?.payload).toMatchObject({
      grids: successors,
      communities: [COMMUNITY],
    });
  });

  it('whoever held a role for it has one for what succeeded it', async () => {
    const unit = await activeUnit(suite);
    const grid = await openGrid();
    const { successors, closed, lineage } = divisionOf(grid);
    const ofTheClosed = viewerWith('COMMUNITY_OFFICER', grid, personId(30));
    await closed();
    const drawn = () => draw(unit, successors[0] as string, ofTheClosed);
    expect(codesOf(await drawn()).map(([code]) => code)).toEqual(['FORBIDDEN']);
    await lineage();
    expect((await drawn()).data.drawUnitIntoGrids).toEqual({ grids: [{ code: successors[0] }] });
    expect(codesOf(await draw(unit, await openGrid(), ofTheClosed)).map(([code]) => code)).toEqual(['FORBIDDEN']);
  });

  it('1 and 20 units follow it with the same number of statements', async () => {
    const statementsFor = async (units: number) => {
      const grid = await openGrid();
      for (let n = 0; n < units; n += 1) await registered(suite, await unitIn(grid), { territories: [grid] });
      const { closed, lineage } = divisionOf(grid);
      await closed();
      return (await countingStatements(lineage)).statements;
    };
    // Begin, commit, the lineage; what is to follow, two locks; what is left and drawn; version, places, news; what is
    // offered, before and after; the mark.
    expect([await statementsFor(1), await statementsFor(20)]).toEqual([14, 14]);
  });
});

describe('a unit that is drawn into a grid at the moment of its closing', () => {
  const someoneWaits = async (sort: string) => {
    const { rows } = await sql`
      select from pg_locks where not granted and locktype = ${sort}
        and database = (select oid from pg_database where datname = current_database())`.execute(
      suite.worker.em.fork().getKysely(),
    );
    return rows.length > 0;
  };
  const gated = async () => {
    const gate = suite.worker.em.fork();
    await gate.begin();
    await gate.execute('lock table outbox in exclusive mode');
    return gate;
  };

  it('is in its successors where it was drawn into it just before', async () => {
    const [grid, unit] = [await openGrid(), await activeUnit(suite)];
    const { successors, closed, lineage } = divisionOf(grid);
    await lineage();
    const gate = await gated();
    const drawing = draw(unit, grid);
    while (!(await someoneWaits('relation')));
    let isHeard = false;
    const hearing = closed().then(() => (isHeard = true));
    while (!isHeard && !(await someoneWaits('advisory')));
    await gate.commit();
    await Promise.all([drawing, hearing]);
    expect(await gridsOf(unit)).toEqual(successors);
  });

  it('is refused by the grid where that was closed just before', async () => {
    const [grid, unit] = [await openGrid(), await activeUnit(suite)];
    await unitIn(grid);
    const { closed, lineage } = divisionOf(grid);
    await lineage();
    const gate = await gated();
    const hearing = closed();
    while (!(await someoneWaits('relation')));
    const drawing = draw(unit, grid);
    while (!(await someoneWaits('advisory')));
    await gate.commit();
    await hearing;
    expect(codesOf(await drawing)).toEqual([['BAD_USER_INPUT', 'grids.0']]);
  });

  it('is refused for its resources too', async () => {
    const [grid, unit] = [await openGrid(), await activeUnit(suite)];
    await unitIn(grid);
    const { closed, lineage } = divisionOf(grid);
    await lineage();
    const gate = await gated();
    const hearing = closed();
    while (!(await someoneWaits('relation')));
    const offering = register(suite.as(officer), unit, { territories: [COMMUNITY, grid] });
    while (!(await someoneWaits('advisory')));
    await gate.commit();
    await hearing;
    expect(codesOf(await offering)).toEqual([['BAD_USER_INPUT', 'input.territories.1']]);
  });
});
