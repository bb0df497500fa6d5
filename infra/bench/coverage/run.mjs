/**
 * What covers a city of 6,000 communities, with 120,000 grids and 240,000 buildings, after `npm run build`:
 * `node infra/bench/coverage/run.mjs`. Asks a PostgreSQL of its own, prints how long the kept totals and a recount took, and
 * exits with 1 where they differ.
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

const CITY = '3407';
const COMMUNITIES = 6_000;
const ROUNDS = 20;
const TODAY = '2026-11-22';

const folder = await mkdtemp(join(tmpdir(), 'linli-coverage-'));
const postgres = await startPostgres({ dataFolder: join(folder, 'postgres'), durable: false });
try {
  const passwords = { owner: 'bench', app: 'bench', worker: 'bench' };
  const { ownerUrl, appUrl } = await provision(postgres.adminUrl, 'grid', passwords, 'coverage');
  await migrateGrid(ownerUrl);
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await fill(owner);
  const database = openGridDatabase(appUrl, { connections: 1 });
  const times = [];
  let kept;
  for (let round = 0; round < ROUNDS; round += 1) {
    const loaders = new CoverageLoaders(database.em.fork().getKysely(), TODAY);
    const start = performance.now();
    kept = await loaders.ofArea(CITY, null);
    times.push(performance.now() - start);
  }
  const start = performance.now();
  const counted = await recount(owner);
  const recounting = performance.now() - start;
  await Promise.all([database.close(true), owner.end()]);
  times.sort((a, b) => a - b);
  console.log(
    `${COMMUNITIES} communities: kept totals ${times[ROUNDS / 2].toFixed(1)} ms, a recount ${recounting.toFixed(1)} ms`,
  );
  console.log(JSON.stringify(counted));
  const same = Object.entries(counted).every(([figure, count]) => isDeepStrictEqual(kept[figure], count));
  if (!same) console.log(`the kept totals differ: ${JSON.stringify(kept)}`);
  process.exitCode = same ? 0 : 1;
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true });
}

/** Communities with 20 grids, a compound and 40 buildings each, of which every seventh has unknown households. */
async function fill(owner) {
  await owner.query(
    `insert into area (code, name, version) select '340705' || lpad(n::text, 6, '0'), '社区', 1 from generate_series(0, $1::int - 1) as n`,
    [COMMUNITIES],
  );
  await owner.query(`
    insert into compound (id, community, name, kind, property_management)
    select gen_random_uuid(), code, '小区', 'GATED', 'COMPANY' from area`);
  await owner.query(`
    insert into grid (code, community, name, kind, themes, opened_on)
    select code || lpad(n::text, 3, '0'), code, '网格', 'RESIDENTIAL', '{}', '2026-01-01' from area, generate_series(1, 20) as n`);
  await owner.query(`
    insert into building (id, grid, number, entrances, households)
    select gen_random_uuid(), code, n || '号楼', 2, nullif(ascii(right(code, 1)) % 7, 0) * 10 from grid, generate_series(1, 2) as n`);
  await owner.query('analyze');
}

async function recount(owner) {
  const { rows } = await owner.query(`
    select (select count(*)::int from compound) as compounds, (select count(*)::int from grid) as grids,
      count(*)::int as buildings, sum(households)::int as households,
      count(*) filter (where households is null)::int as "buildingsOfUnknownHouseholds"
    from building`);
  return rows[0];
}
