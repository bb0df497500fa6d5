/**
 * 100,000 buildings of 1,000 grids from a CSV and from an Excel file, after `npm run build`: `node infra/bench/import/run.mjs`. Runs the
 * import as its command does, on a PostgreSQL of its own: tried out, taken in, and the same file again. Prints how long each took, and
 * exits with 1 where one took a minute or the rows are not what they should be.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import writeWorkbook from 'write-excel-file/node';
import { provision } from '../../../packages/persistence/dist/provision.js';
import { startPostgres } from '../../../packages/local-postgres/dist/start.js';
import { migrateGrid } from '../../../services/grid/dist/orm.js';

const ROWS = 100_000;
const OF_A_GRID = 100;
const GRIDS_OF_A_COMMUNITY = 20;
const MOST_SECONDS = 60;
const IMPORT = fileURLToPath(new URL('../../../services/grid/dist/import.js', import.meta.url));

const codes = Array.from({ length: ROWS / OF_A_GRID }, (_, n) => {
  const community = String(Math.floor(n / GRIDS_OF_A_COMMUNITY)).padStart(6, '0');
  return `340705${community}${String(1 + (n % GRIDS_OF_A_COMMUNITY)).padStart(3, '0')}`;
});
const rows = [
  ['网格', '小区', '楼号', '单元数', '层数', '户数', '纬度', '经度'],
  ...Array.from({ length: ROWS }, (_, n) => [
    codes[Math.floor(n / OF_A_GRID)],
    '天桥新村',
    `${1 + (n % OF_A_GRID)}号楼`,
    String(1 + (n % 5)),
    String(1 + (n % 33)),
    String(n % 200),
    (30 + n / 1e6).toFixed(6),
    (117 + n / 1e6).toFixed(6),
  ]),
];

const folder = await mkdtemp(join(tmpdir(), 'linli-import-'));
const postgres = await startPostgres({ dataFolder: join(folder, 'postgres'), durable: true });
try {
  const [csv, workbook] = [join(folder, 'buildings.csv'), join(folder, 'buildings.xlsx')];
  await writeFile(csv, rows.map((row) => `${row.join(',')}\n`).join(''));
  await writeWorkbook(rows).toFile(workbook);
  const passwords = { owner: 'bench', app: 'bench', worker: 'bench' };
  const { ownerUrl } = await provision(postgres.adminUrl, 'grid', passwords, 'bench_import');
  await migrateGrid(ownerUrl);
  await fill(ownerUrl);
  await measure(ownerUrl, 'CSV, tried out', [csv, '--dry-run'], ROWS);
  await measure(ownerUrl, 'CSV, taken in', [csv], ROWS);
  await measure(ownerUrl, 'CSV, again', [csv], 0);
  await measure(ownerUrl, 'Excel, again', [workbook], 0);
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true });
}

async function fill(ownerUrl) {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  const communities = [...new Set(codes.map((code) => code.slice(0, 12)))];
  await owner.query(`insert into area (code, name, version) select code, '社区', 1 from unnest($1::text[]) as code`, [
    communities,
  ]);
  await owner.query(
    `insert into compound (id, community, name, kind, property_management)
     select gen_random_uuid(), code, '天桥新村', 'VILLAGE', 'COMPANY' from unnest($1::text[]) as code`,
    [communities],
  );
  await owner.query(
    `insert into grid (code, community, name, kind, themes, opened_on)
     select code, left(code, 12), '网格', 'RESIDENTIAL', '{}', '2026-01-01' from unnest($1::text[]) as code`,
    [codes],
  );
  await owner.end();
}

async function measure(ownerUrl, what, args, expected) {
  const env = { OWNER_DATABASE_URL: ownerUrl };
  const { stdout } = await promisify(execFile)(process.execPath, [IMPORT, 'buildings', ...args, '--json'], { env });
  const { rows: read, added, changed, seconds } = JSON.parse(stdout);
  console.log(`${what}: ${seconds} s, ${Math.round(read / seconds)} rows a second, ${added} added, ${changed} changed`);
  const isAsExpected = read === ROWS && added === expected && changed === 0;
  if (seconds > MOST_SECONDS || !isAsExpected) process.exitCode = 1;
}
