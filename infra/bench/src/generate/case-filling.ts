import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type pg from 'pg';
import type { Kind } from './case-rows.js';
import { NUMBER_PREFIX } from './case-rows.js';
import type { CaseRange } from './case-worker.js';
import type { City } from './city.js';

const THREADS = 2;

/** Fills cases with the cases of the city and their histories; tells how many are there as it goes. */
export async function fillCases(
  client: pg.Client,
  range: Pick<CaseRange, 'address' | 'outerKey'>,
  city: City,
  progress: (done: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const kinds = await kindsOf(client);
  await withoutIndexes(client, ['case', 'case_event'], async () => {
    const share = Math.ceil(city.cases / THREADS);
    let done = 0;
    const threads = Array.from({ length: THREADS }, (_, thread) => {
      const [from, until] = [thread * share, Math.min((thread + 1) * share, city.cases)];
      const data: CaseRange = { ...range, scale: city.scale, kinds, from, until };
      const worker = new Worker(new URL('./case-worker.js', import.meta.url), { workerData: data });
      worker.on('message', (added: number) => progress((done += added)));
      const end = () => void worker.terminate();
      signal.addEventListener('abort', end, { once: true });
      return once(worker, 'exit').finally(() => signal.removeEventListener('abort', end));
    });
    const codes = await Promise.all(threads);
    signal.throwIfAborted();
    if (codes.some(([code]) => code !== 0)) throw new Error('a thread that copies cases failed');
  });
  await client.query(`
    insert into case_number (prefix, day, last)
      select '${NUMBER_PREFIX}', (reported_at at time zone 'Asia/Shanghai')::date, count(*) from "case" group by 2;
    insert into open_case_count (territory, private, open, total)
      select territory, private, count(*) filter (where is_open_status(status)), count(*) from "case" group by 1, 2;
    insert into open_case_count_of_building (building, private, open)
      select building, private, count(*) from "case" where is_open_status(status) and building is not null group by 1, 2;`);
}

/** Kinds of cases that have no kinds below them. */
async function kindsOf(client: pg.Client): Promise<Kind[]> {
  const { rows } = await client.query<Kind>(`
    select code, private, first_level as level from case_category where parent is not null order by code`);
  return rows;
}

/** Takes the indexes that are no constraints away while the work lasts: making them anew is faster than growing them. */
async function withoutIndexes(client: pg.Client, tables: readonly string[], work: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select indexname as name, indexdef as definition from pg_indexes
     where schemaname = 'public' and tablename = any($1)
       and not exists (select from pg_constraint where conindid = format('%I', indexname)::regclass)`,
    [tables],
  );
  for (const { name } of rows) await client.query(`drop index "${name}"`);
  await work();
  await client.query(`set maintenance_work_mem = '256MB'`);
  for (const { definition } of rows) await client.query(definition);
}
