import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { SnapshotRow } from '@linli/events/feed';
import type { DirectoryWriter } from '@linli/events/subscriber';
import type { Database } from '@linli/persistence/database';
import { suiteDatabase, type SuiteDatabase } from '@linli/testkit/database';
import { personId } from '@linli/testkit/viewers';
import { migrations, openCasesDatabase } from '../orm.js';
import { gridDirectory } from './grid.writers.js';

const COMMUNITY = '340705402001';
const GRID = '340705402001001';
const POST = personId(2001);
const TABLES = 'directory_area, directory_grid, directory_building, directory_grid_post, directory_grid_post_holder';

let suite: SuiteDatabase;
let worker: Database;
beforeAll(async () => {
  suite = await suiteDatabase('cases', migrations);
  worker = openCasesDatabase(suite.workerUrl);
});
beforeEach(() => query(`delete from ${TABLES.replaceAll(', ', '; delete from ')}`));
afterAll(async () => {
  await worker.close(true);
  await suite.drop();
});

const query = async (text: string): Promise<unknown[]> => worker.em.fork().execute(text);

function writerOf(kind: string): DirectoryWriter {
  const writer = gridDirectory.find((candidate) => candidate.kind === kind);
  if (writer === undefined) throw new Error(`the directory has no ${kind}`);
  return writer;
}

const apply = (kind: string, ...rows: SnapshotRow[]) =>
  worker.em.fork().transactional((em) => writerOf(kind).apply(em, rows));
const area = (version: number, name: string): SnapshotRow => ({
  key: COMMUNITY,
  version,
  payload: { name, level: 'COMMUNITY' },
});
const grid = (version: number, rest: Record<string, unknown> = {}): SnapshotRow => ({
  key: GRID,
  version,
  payload: { name: '一网格', community: COMMUNITY, kind: 'RESIDENTIAL', closedOn: null, boundary: null, ...rest },
});
const post = (version: number, rest: Record<string, unknown> = {}): SnapshotRow => ({
  key: POST,
  version,
  payload: {
    role: 'GRID_WORKER',
    territory: GRID,
    grid: GRID,
    building: null,
    startsOn: '2026-01-01',
    endsOn: null,
    person: personId(4),
    ...rest,
  },
});
const holders = () => query('select person, ends_on::text from directory_grid_post_holder');

describe('the directory of places', () => {
  it('keeps what the feed says', async () => {
    await apply('area', area(1, '天井湖社区'));
    expect(await query('select code, name, level, version::int from directory_area')).toEqual([
      { code: COMMUNITY, name: '天井湖社区', level: 'COMMUNITY', version: 1 },
    ]);
  });

  it.each([
    ['a newer row wins', 3, '新天井湖社区'],
    ['a row of the same version changes nothing', 2, '天井湖社区'],
    ['an older row changes nothing', 1, '天井湖社区'],
  ])('%s', async (_, version, name) => {
    await apply('area', area(2, '天井湖社区'));
    await apply('area', area(version, '新天井湖社区'));
    expect(await query('select name from directory_area')).toEqual([{ name }]);
  });

  it('ends with the newest row in whatever order and however often rows arrive, as when snapshot and tail overlap', async () => {
    const arrivals = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(arrivals, async (versions) => {
        await query('delete from directory_grid');
        for (const version of versions) await apply('grid', grid(version, { name: `第${version}版` }));
        expect(await query('select name from directory_grid')).toEqual([{ name: `第${Math.max(...versions)}版` }]);
      }),
      { numRuns: 20 },
    );
  });

  it('takes a page of many rows at once', async () => {
    const rows = Array.from({ length: 900 }, (_, n) => ({
      ...grid(1),
      key: `${COMMUNITY}${String(n).padStart(3, '0')}`,
    }));
    await apply('grid', ...rows);
    expect(await query('select count(*)::int as n from directory_grid')).toEqual([{ n: 900 }]);
  });

  it('finds the grid whose boundary holds a point, and forgets a boundary that was taken away', async () => {
    const boundary = [
      [117.8, 30.9],
      [117.81, 30.9],
      [117.81, 30.91],
      [117.8, 30.91],
      [117.8, 30.9],
    ];
    const holding = `select code from directory_grid where boundary @> point(117.805, 30.905)`;
    await apply('grid', grid(1, { boundary }));
    expect(await query(holding)).toEqual([{ code: GRID }]);
    await apply('grid', grid(2, { closedOn: '2026-11-01' }));
    expect(await query(holding)).toEqual([]);
    expect(await query('select closed_on::text from directory_grid')).toEqual([{ closed_on: '2026-11-01' }]);
  });

  it('keeps where a building stands, or that nobody says', async () => {
    const building = { number: '1号楼', grid: GRID, community: COMMUNITY, compound: null };
    const location = { latitude: 30.95, longitude: 117.85 };
    await apply('building', { key: personId(1001), version: 1, payload: { ...building, location } });
    await apply('building', { key: personId(1002), version: 1, payload: { ...building, location: null } });
    expect(await query('select location::text from directory_building order by id')).toEqual([
      { location: '(117.85,30.95)' },
      { location: null },
    ]);
  });

  it('is empty of a kind until the first of it arrives', async () => {
    for (const writer of gridDirectory) expect(await writer.isEmpty(worker.em.fork())).toBe(true);
    await apply('grid', grid(1));
    expect(await writerOf('grid').isEmpty(worker.em.fork())).toBe(false);
    expect(await writerOf('area').isEmpty(worker.em.fork())).toBe(true);
  });
});

describe('the directory of posts', () => {
  it('keeps who holds a post apart from the post', async () => {
    await apply('gridPost', post(1));
    expect(await holders()).toEqual([{ person: personId(4), ends_on: null }]);
    expect(await query('select role, territory, version::int from directory_grid_post')).toEqual([
      { role: 'GRID_WORKER', territory: GRID, version: 1 },
    ]);
  });

  it('ends a holder with the post', async () => {
    await apply('gridPost', post(1));
    await apply('gridPost', post(2, { endsOn: '2026-11-19' }));
    expect(await holders()).toEqual([{ person: personId(4), ends_on: '2026-11-19' }]);
  });

  it('brings no earlier holder back by an older row', async () => {
    await apply('gridPost', post(2, { person: personId(5) }));
    await apply('gridPost', post(1));
    expect(await holders()).toEqual([{ person: personId(5), ends_on: null }]);
  });

  it('forgets a holder whom the feed no longer names', async () => {
    await apply('gridPost', post(1));
    await apply('gridPost', post(2, { person: null }));
    expect(await holders()).toEqual([]);
  });

  it('keeps the holder where an older row names none', async () => {
    await apply('gridPost', post(2));
    await apply('gridPost', post(1, { person: null }));
    expect(await holders()).toEqual([{ person: personId(4), ends_on: null }]);
  });
});
