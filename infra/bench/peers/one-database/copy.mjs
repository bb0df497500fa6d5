/**
 * Fills one database with what the four services keep, a schema each: what somebody would have who wrote one application instead.
 * Tables come as they are, with their keys, indexes, rules and counting triggers, but without row policies; what only serves several
 * processes (directories, feeds, outboxes, audits) stays away. `writes.sql` and `shape.sql` add what one database has besides.
 *
 *     BENCH_ONE_DATABASE_URL=… BENCH_DATABASE_URL_GRID=… … node copy.mjs
 *
 * With `LINLI_OUTER_KEY` the names of those who hold a seat are opened, since such a database would hold names in the clear.
 */
import { readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { factsOf } from './catalogue.mjs';
import { openNames } from './names.mjs';

const SERVICES = ['organization', 'grid', 'volunteer', 'cases'];
const started = Date.now();
const target = await connect(process.env.BENCH_ONE_DATABASE_URL);
try {
  for (const service of SERVICES) await copySchema(service);
  await openNames(target, process.env.LINLI_OUTER_KEY);
  for (const file of ['shape.sql', 'writes.sql']) {
    await target.query(await readFile(new URL(file, import.meta.url), 'utf8'));
  }
  await target.query('vacuum analyze');
} finally {
  await target.end();
}
process.stderr.write(`copied in ${((Date.now() - started) / 1000).toFixed(1)} s\n`);

/** Rows before indexes, and both before the triggers, which would count twice. */
async function copySchema(service) {
  const source = await connect(process.env[`BENCH_DATABASE_URL_${service.toUpperCase()}`]);
  try {
    const facts = await factsOf(source, service);
    await target.query(`create schema ${service}; set search_path = ${service}`);
    await run(facts.collations);
    await runWhatCan(facts.functions);
    await run([...facts.tables.map(({ create }) => create), ...facts.functions]);
    for (const table of facts.tables) await copyRows(source, table);
    await run([...facts.indexes, ...facts.constraints, ...facts.triggers]);
  } finally {
    await source.end();
  }
}

async function copyRows(source, { name, columns }) {
  const rows = source.query(copyTo(`copy ${name} (${columns}) to stdout (format binary)`));
  await pipeline(rows, target.query(copyFrom(`copy ${name} (${columns}) from stdin (format binary)`)));
}

async function run(statements) {
  for (const statement of statements) await target.query(statement);
}

/** Some defaults of tables need functions, and some functions need tables: these are made when the tables are there. */
async function runWhatCan(statements) {
  for (const statement of statements) await target.query(statement).catch(() => {});
}

async function connect(connectionString) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
}
