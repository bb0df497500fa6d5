import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { SnapshotRow } from '@linli/events/feed';
import { personId, viewerWith } from '@linli/testkit/viewers';
import { changesBy, COMMUNITY, gridSuite, officer, rowsOf, TODAY, type GridSuite } from './grid.suite.js';
import { snapshotSources } from './snapshot.js';

let suite: GridSuite;
beforeAll(async () => {
  suite = await gridSuite();
  const change = changesBy(suite.as(officer));
  for (const [n, name] of ['一网格', '二网格', '三网格'].entries()) {
    const [west, east] = [117.8 + n * 0.02, 117.81 + n * 0.02];
    const boundary = [
      { longitude: west, latitude: 30.9 },
      { longitude: east, latitude: 30.9 },
      { longitude: east, latitude: 30.91 },
      { longitude: west, latitude: 30.9 },
    ];
    const grid = (await change.createGrid({ name, boundary })).data.createGrid.code;
    const location = { longitude: west + 0.005, latitude: 30.902 };
    const building = (await change.createBuilding({ grid, location })).data.createBuilding.id;
    await change.appointToGrid({ territory: grid, role: 'BUILDING_CHIEF', building });
    await suite.as(officer).ask(`mutation { publiciseRoster(grid: "${grid}", on: "${TODAY}") { id } }`);
  }
  const auditor = viewerWith('AUDITOR', COMMUNITY, personId(50));
  for (const id of [personId(61), personId(62), personId(63)]) {
    await suite
      .as(auditor)
      .ask('query ($of: [_Any!]!) { _entities(representations: $of) { ... on Person { heldInGrid } } }', {
        of: [{ __typename: 'Person', id }],
      });
  }
  await suite.as(officer).ask(`mutation { updateGrid(code: "${COMMUNITY}001", input: { name: "改名网格" }) { code } }`);
});
afterAll(() => suite.end());

const snapshotOf = async (kind: string, limit: number) => {
  const source = snapshotSources.find((candidate) => candidate.kind === kind);
  const rows: SnapshotRow[] = [];
  for (let after: string | null = null; ;) {
    const page: readonly SnapshotRow[] = (await source?.page(suite.worker.em.fork(), after, limit)) ?? [];
    rows.push(...page);
    if (page.length < limit) return rows;
    after = page.at(-1)?.key ?? null;
  }
};

describe('a snapshot', () => {
  it.each(['grid', 'building', 'gridPost', 'disclosure', 'accessRecord'])(
    'of kind %s says what its last event said',
    async (kind) => {
      const events = await rowsOf(
        suite,
        sql<{ key: string; version: number; payload: unknown }>`
        select distinct on (aggregateid) aggregateid as key, version::int as version, payload from outbox
        where aggregatetype = ${kind} order by aggregateid, position desc`,
      );
      expect(events).toHaveLength(3);
      expect(await snapshotOf(kind, 2)).toEqual(events);
    },
  );

  it('of kind area has every area in the order of codes', async () => {
    const areas = await snapshotOf('area', 4);
    expect(areas.map((area) => area.key)).toEqual(areas.map((area) => area.key).toSorted());
    expect(areas).toContainEqual({
      key: COMMUNITY,
      version: 1,
      payload: { code: COMMUNITY, name: '天井湖社区居委会', level: 'COMMUNITY' },
    });
  });
});
