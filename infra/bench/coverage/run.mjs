/**
 * What covers a city of 6,000 communities, with 120,000 grids, 240,000 buildings and 246,000 posts held, after `npm run build`:
 * `node infra/bench/coverage/run.mjs`. Asks a PostgreSQL of its own, prints how long the kept totals, the kept numbers of staff and
 * a recount of each took, and exits with 1 where they differ.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import pg from 'pg';
import { provision } from '../../../packages/persistence/dist/provision.js';
import { startPostgres } from '../../../packages/local-postgres/dist/start.js';
import { CoverageLoaders } from '../../../services/grid/dist/coverage/coverage.loaders.js';
import { migrateGrid, openGridDatabase } from '../../../services/grid/dist/orm.js';
import { CITY, fill } from './fill.mjs';
import { recountOf, trainingRateOf } from './recount.mjs';

const COMMUNITIES = Number(process.argv[2] ?? 6_000);
const ROUNDS = 20;
const TODAY = '2026-11-22';
const EARLIER = '2026-06-15';
const BATCH = Array.from(
  { length: 150 },
  (_, n) => `340705${String(n * Math.floor(COMMUNITIES / 150)).padStart(6, '0')}`,
);

const folder = await mkdtemp(join(tmpdir(), 'linli-coverage-'));
const postgres = await startPostgres({ dataFolder: join(folder, 'postgres'), durable: false });
try {
  const passwords = { owner: 'bench', app: 'bench', worker: 'bench' };
  const { ownerUrl, appUrl, workerUrl } = await provision(postgres.adminUrl, 'grid', passwords, 'coverage');
  await migrateGrid(ownerUrl);
  const [owner, worker] = await Promise.all([ownerUrl, workerUrl].map(connected));
  await fill(owner, COMMUNITIES);
  const database = openGridDatabase(appUrl, { connections: 1 });
  const loaders = () => new CoverageLoaders(database.em.fork().getKysely(), TODAY);
  const rates = (codes, on) => {
    const reading = loaders();
    return Promise.all(codes.map((area) => reading.trainingRateIn({ area, on })));
  };

  console.log(`${COMMUNITIES} communities`);
  compare('totals', await timed(() => loaders().ofArea(CITY, null)), await timed(() => recountOf(owner), 1));
  for (const [name, codes, on] of [
    ['training rate', [CITY], TODAY],
    [`training rate on ${EARLIER}`, [CITY], EARLIER],
    ['training rates of 150 communities', BATCH, TODAY],
  ]) {
    compare(name, await timed(() => rates(codes, on)), await timed(() => trainingRateOf(worker, codes, on), 1));
  }
  await Promise.all([database.close(true), owner.end(), worker.end()]);
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true });
}

async function connected(connectionString) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
}

/** What a reading gives, and the median of how many milliseconds it took. */
async function timed(read, rounds = ROUNDS) {
  const times = [];
  let value;
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    value = await read();
    times.push(performance.now() - start);
  }
  return { value, median: times.sort((a, b) => a - b)[Math.floor(rounds / 2)].toFixed(1) };
}

function compare(name, kept, recount) {
  console.log(`${name}: kept ${kept.median} ms, a recount ${recount.median} ms`);
  const same = Object.entries(recount.value).every(([figure, count]) => isDeepStrictEqual(kept.value[figure], count));
  if (same) return;
  console.log(`differ: kept ${JSON.stringify(kept.value)}, a recount ${JSON.stringify(recount.value)}`);
  process.exitCode = 1;
}
