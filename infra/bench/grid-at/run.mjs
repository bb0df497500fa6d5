/**
 * The grid at a point, among 100,000 grids of twelve corners side by side, after `npm run build`:
 * `node infra/bench/grid-at/run.mjs`. Asks a PostgreSQL of its own, prints how long it took, and exits with 1 where a point got
 * another grid than its own, or half of the points took more than a millisecond.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { provision } from '../../../packages/persistence/dist/provision.js';
import { startPostgres } from '../../../packages/local-postgres/dist/start.js';
import { CursorSigner } from '../../../packages/subgraph/dist/cursor.js';
import { GridLoaders } from '../../../services/grid/dist/grid/grid.loaders.js';
import { migrateGrid, openGridDatabase } from '../../../services/grid/dist/orm.js';

const ACROSS = 400;
const DOWN = 250;
const OF_A_COMMUNITY = 500;
const SIZE = 0.003;
const [WEST, SOUTH] = [117, 30];
const POINTS = 5_000;
const MOST_MS = 1;
const TODAY = '2026-11-22';

const folder = await mkdtemp(join(tmpdir(), 'linli-grid-at-'));
const postgres = await startPostgres({ dataFolder: join(folder, 'postgres'), durable: false });
try {
  const passwords = { owner: 'bench', app: 'bench', worker: 'bench' };
  const { ownerUrl, appUrl } = await provision(postgres.adminUrl, 'grid', passwords, 'grid_at');
  await migrateGrid(ownerUrl);
  await fill(ownerUrl);
  const database = openGridDatabase(appUrl, { connections: 1 });
  const times = await ask(database);
  await database.close(true);
  const [half, most] = [times[POINTS / 2], times[Math.floor(POINTS * 0.99)]];
  console.log(
    `${ACROSS * DOWN} grids, ${POINTS} points: half within ${half.toFixed(3)} ms, 99 of 100 within ${most.toFixed(3)} ms`,
  );
  process.exitCode = half <= MOST_MS ? 0 : 1;
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true });
}

/** Grids in rows, from west to east; the corners that lie on no other grid are drawn in a little. */
async function fill(ownerUrl) {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query(
    `insert into area (code, name, version) select '340705' || lpad(n::text, 6, '0'), '社区', 1 from generate_series(0, $1::int - 1) as n`,
    [(ACROSS * DOWN) / OF_A_COMMUNITY],
  );
  for (let row = 0; row < DOWN; row += 1) {
    const cells = Array.from({ length: ACROSS }, (_, column) => cellOf(row, column));
    await owner.query(
      `insert into grid (code, community, name, kind, themes, opened_on, boundary)
       select code, left(code, 12), '网格', 'RESIDENTIAL', '{}', '2026-01-01', boundary::polygon
       from unnest($1::text[], $2::text[]) as cell (code, boundary)`,
      [cells.map(({ code }) => code), cells.map(({ boundary }) => boundary)],
    );
  }
  await owner.query('analyze grid');
  await owner.end();
}

function cellOf(row, column) {
  const [west, south] = [WEST + column * SIZE, SOUTH + row * SIZE];
  const sides = [0, 1, 2, 3].flatMap((turn) => [0, 1 / 3, 2 / 3].map((along) => cornerOf(turn, along)));
  const ring = [...sides, sides[0]].map(([right, up]) => `(${west + right * SIZE},${south + up * SIZE})`);
  return { code: codeOf(row, column), boundary: `(${ring.join(',')})` };
}

function cornerOf(turn, along) {
  const inset = along === 0 ? 0 : 0.02;
  return [
    [along, inset],
    [1 - inset, along],
    [1 - along, 1 - inset],
    [inset, 1 - along],
  ][turn];
}

function codeOf(row, column) {
  const number = row * ACROSS + column;
  const community = String(Math.floor(number / OF_A_COMMUNITY)).padStart(6, '0');
  return `340705${community}${String((number % OF_A_COMMUNITY) + 1).padStart(3, '0')}`;
}

/** Milliseconds of each question, from the shortest; a warm-up goes before. */
async function ask(database) {
  const loaders = new GridLoaders(
    database.em.fork().getKysely(),
    new CursorSigner(Buffer.alloc(32).toString('base64')),
    TODAY,
  );
  const times = [];
  for (let n = -500; n < POINTS; n += 1) {
    const [row, column] = [Math.floor(Math.random() * DOWN), Math.floor(Math.random() * ACROSS)];
    const place = { longitude: WEST + (column + inner()) * SIZE, latitude: SOUTH + (row + inner()) * SIZE };
    const start = performance.now();
    const grid = await loaders.at(place);
    if (n >= 0) times.push(performance.now() - start);
    if (grid?.code !== codeOf(row, column)) throw new Error(`the grid at ${JSON.stringify(place)} is ${grid?.code}`);
  }
  return times.toSorted((a, b) => a - b);
}

function inner() {
  return 0.05 + Math.random() * 0.9;
}
