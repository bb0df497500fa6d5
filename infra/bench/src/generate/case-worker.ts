/** A thread that copies a range of the cases, with their histories, a batch at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import { Envelope, outerKeyFrom } from '@linli/persistence/envelope';
import pg from 'pg';
import { CASE_COLUMNS, CaseRows, EVENT_COLUMNS } from './case-rows.js';
import type { Kind } from './case-rows.js';
import { cityOf } from './city.js';
import { copyRows } from './copy.js';
import type { Row } from './copy.js';

export interface CaseRange {
  readonly address: string;
  readonly outerKey: string;
  readonly scale: number;
  readonly kinds: readonly Kind[];
  readonly from: number;
  readonly until: number;
}

const BATCH = 5_000;

const { address, outerKey, scale, kinds, from, until } = workerData as CaseRange;
const rows = new CaseRows(cityOf(scale), kinds, new Envelope(outerKeyFrom(outerKey)));
const client = new pg.Client({ connectionString: address });
await client.connect();
// Neither triggers nor references: what they would keep is counted and checked when all rows are there.
await client.query('set session_replication_role = replica; set synchronous_commit = off');
for (let start = from; start < until; start += BATCH) {
  const end = Math.min(start + BATCH, until);
  const [cases, events]: [Row[], Row[]] = [[], []];
  for (let index = start; index < end; index += 1) {
    const made = rows.of(index);
    cases.push(made.row);
    for (const event of made.events) events.push(event);
  }
  await copyRows(client, '"case"', CASE_COLUMNS, cases);
  await copyRows(client, 'case_event', EVENT_COLUMNS, events);
  parentPort?.postMessage(end - start);
}
await client.end();
