import { describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { firstQuery } from './city.suite.js';
import type { City } from './city.suite.js';
import { governanceOf } from './governance-answer.suite.js';
import { OFFICER, someBranch, someGridWorker, TIANJINGHU } from './tianjinghu.suite.js';
import { until } from './until.suite.js';

/** That what a service knows of its peers comes back by itself. */
export function tellOfEmptiedDirectories(city: () => City): void {
  describe('a directory', () => {
    test.each(['cases', 'organization'] as const)(
      'of %s that was emptied is whole again within ten seconds',
      async (service) => {
        const governance = await firstQuery();
        const shown = async () => ({
          area: governanceOf(await city().ask(governance, { roles: OFFICER })),
          handled: await handledCases(city()),
        });
        const before = await shown();
        expect(Math.min(...before.handled)).toBeGreaterThan(0);
        const owner = new Client(city().databases[service].ownerUrl);
        await owner.connect();
        try {
          const tables = await directoriesOf(owner);
          const full = await rowsOf(owner, tables);
          await owner.query(`truncate ${tables.map(({ name }) => name).join(', ')}`);
          const isWhole = async () =>
            same(await rowsOf(owner, tables), full) && same(await handledCases(city()), before.handled);
          await until(`the directory of ${service} again`, isWhole, 10_000);
        } finally {
          await owner.end();
        }
        expect(await shown()).toEqual(before);
      },
    );
  });
}

/** How many cases a branch's secretary and a grid's worker handle, who hold no role and are known to cases by its directory alone. */
async function handledCases(city: City): Promise<number[]> {
  const [{ secretary }, worker] = await Promise.all([someBranch(city), someGridWorker(city)]);
  const answers = [secretary, worker].map((person) =>
    city.ask(`{ cases(within: "${TIANJINGHU}") { totalCount } }`, { roles: [], person }),
  );
  return (await Promise.all(answers)).map(({ data }) => (data as { cases: { totalCount: number } }).cases.totalCount);
}

interface DirectoryTable {
  readonly name: string;
  /** Has a row policy, which hides its rows from the owner too. */
  readonly hidden: boolean;
}

async function directoriesOf(owner: Client): Promise<DirectoryTable[]> {
  const { rows } = await owner.query<DirectoryTable>(
    `select tablename as name, rowsecurity as hidden from pg_tables
     where starts_with(tablename, 'directory_') order by tablename`,
  );
  return rows;
}

/** How many rows each table has, as far as its owner sees. */
async function rowsOf(owner: Client, tables: readonly DirectoryTable[]): Promise<Record<string, number>> {
  const seen = tables.filter(({ hidden }) => !hidden);
  const counts = seen.map(({ name }) => `(select count(*)::int from ${name}) as ${name}`);
  const { rows } = await owner.query<Record<string, number>>(`select ${counts.join(', ')}`);
  return rows[0] ?? {};
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
