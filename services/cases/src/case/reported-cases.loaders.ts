import { sql, type RawBuilder } from 'kysely';
import type { EntityManager } from '@mikro-orm/postgresql';
import { BatchedByArguments } from '@linli/persistence/batched-reads';
import { withSession } from '@linli/persistence/session-context';
import type { Page } from '@linli/subgraph/connection';
import type { Asking } from '../asking.js';
import type { CasePage } from './case-list.js';
import { selectedColumns, type AskedOfCases } from './case-columns.js';
import { READS_TEXT, type CaseRecord } from './case.records.js';

/** What is asked of the cases that people reported. */
interface Asked extends AskedOfCases {
  readonly page: Page;
}

/** Reads the cases that people reported, newest first: pages of many people by one statement, and their totals by another. */
export class ReportedCaseLoaders {
  readonly #asking: Asking;
  readonly #pages = new BatchedByArguments<Asked, CasePage>({ records: [], total: 0 }, (people, asked) =>
    this.#read(people, asked),
  );

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  load(person: string, asked: Asked): Promise<CasePage> {
    return this.#pages.load(person, asked);
  }

  async #read(people: readonly string[], asked: Asked): Promise<Map<string, CasePage>> {
    const { database, actor, viewer } = this.#asking;
    if (viewer.person === null && viewer.roles.length === 0) return new Map();
    const read = async (em: EntityManager) => {
      const records = Map.groupBy(await recordsOf(em, people, asked), ({ of }) => of);
      const totals = asked.counted ? await totalsOf(em, people) : null;
      return new Map(
        people.map((person) => {
          const total = totals === null ? null : (totals.get(person) ?? 0);
          return [person, { records: records.get(person) ?? [], total }];
        }),
      );
    };
    return withSession(database, actor.settings, read, { readOnly: true });
  }
}

/** Who may not know a case's reporter does not find it among the cases of that person. */
const KNOWN = sql`
  c.reporter = given.person and ${READS_TEXT}
  and (not c.anonymous or c.reporter = linli_viewer())`;

const given = (people: readonly string[]): RawBuilder<unknown> => sql`unnest(${[...people]}::uuid[]) as given (person)`;

async function recordsOf(
  em: EntityManager,
  people: readonly string[],
  { page: { first, after }, columns }: Asked,
): Promise<(CaseRecord & { of: string })[]> {
  const [instant, id] = after ?? [];
  const beyond =
    instant === undefined || id === undefined
      ? sql`true`
      : sql`(c.reported_at, c.id) < (${instant}::timestamptz, ${id}::uuid)`;
  const { rows } = await sql<CaseRecord & { of: string }>`
    select given.person as of, listed.* from ${given(people)}
    cross join lateral (
      select ${selectedColumns(columns)} from "case" c join case_category k on k.code = c.category
      where ${KNOWN} and ${beyond} order by c.reported_at desc, c.id desc limit ${first + 1}
    ) listed`.execute(em.getKysely());
  return rows;
}

async function totalsOf(em: EntityManager, people: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ of: string; total: number }>`
    select given.person as of, count(*)::int as total from ${given(people)} join "case" c on ${KNOWN}
    group by given.person`.execute(em.getKysely());
  return new Map(rows.map(({ of, total }) => [of, total]));
}
