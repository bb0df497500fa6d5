import DataLoader from 'dataloader';
import { sql, type RawBuilder } from 'kysely';
import { rangeOf } from '@linli/domain/territory';
import { byKey } from '@linli/persistence/batched-reads';
import { isId } from '@linli/persistence/columns';
import type { Page } from '@linli/subgraph/connection';
import { reading, type Asking } from '../asking.js';
import { ByArguments } from '../reading.js';
import type { AccessPurpose } from './access-purpose.rules.js';
import type { ReaderRole } from './reader.rules.js';

/**
 * A read as it is kept; the reader only for auditors of where it was, and of a concealed one for nobody; the key only for whoever may
 * see the person.
 */
export interface AccessRecordRow {
  readonly id: string;
  readonly at: string;
  readonly person: string;
  readonly reader: string | null;
  readonly readerRole: ReaderRole;
  readonly place: string | null;
  readonly purpose: AccessPurpose;
  readonly reason: Buffer | null;
  readonly fields: readonly string[];
  readonly recordKey: Buffer | null;
  readonly reviewedAt: string | null;
  readonly justified: boolean | null;
  readonly note: Buffer | null;
}

/** Which records of a territory an auditor asks for: from an instant until before another. */
export interface RecordsWanted {
  readonly within: string;
  readonly reader?: string | null | undefined;
  readonly from: Date;
  readonly until: Date;
  readonly unreviewed?: boolean | null | undefined;
}

const AUDITED = sql`linli_within(a.territory, 'linli.audits') and not a.concealed`;
const RECORD = sql`
  a.id, a.at, a.person, case when ${AUDITED} then a.reader end as reader,
  a.reader_role as "readerRole", coalesce(d.name, a.reader_territory) as place, a.purpose, a.reason, a.fields,
  p.record_key as "recordKey", r.at as "reviewedAt", r.justified, r.note`;
const JOINED = sql`
  access_record a left join person p on p.id = a.person left join access_review r on r.record = a.id
  left join directory_area d on d.code = a.reader_territory`;

/** Reads access records as this viewer may see them: of their own person, and as an auditor those of their territory. Newest first. */
export class AccessRecordLoaders {
  readonly byId: DataLoader<string, AccessRecordRow | null>;
  /** Of a person; one more than the page holds. */
  readonly ofPerson: ByArguments<Page, DataLoader<string, AccessRecordRow[]>>;
  readonly totalOfPerson: DataLoader<string, number>;
  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
    this.byId = byKey(
      (ids) => this.#rows(sql`select ${RECORD} from ${JOINED} where a.id = any(${[...ids]}::uuid[])`),
      ({ id }) => id,
    );
    this.ofPerson = new ByArguments((page) => new DataLoader((people) => this.#page(people, page)));
    this.totalOfPerson = new DataLoader((people) => this.#total(people));
  }

  /** Those that an auditor asks for; one more than the page holds. */
  audited(wanted: RecordsWanted, page: Page): Promise<AccessRecordRow[]> {
    return this.#rows(sql`
      select ${RECORD} from ${JOINED} where ${passes(wanted)} and ${beyond(page)}
      order by a.id desc limit ${page.first + 1}`);
  }

  async totalAudited(wanted: RecordsWanted): Promise<number> {
    const [counted] = await this.#rows<{ total: number }>(
      sql`select count(*)::int as total from access_record a where ${passes(wanted)}`,
    );
    return counted?.total ?? 0;
  }

  async #page(people: readonly string[], page: Page): Promise<AccessRecordRow[][]> {
    const rows = await this.#rows(sql`
      select listed.* from unnest(${[...people]}::uuid[]) as given (person)
      cross join lateral (
        select ${RECORD} from ${JOINED} where a.person = given.person and ${beyond(page)}
        order by a.id desc limit ${page.first + 1}
      ) listed`);
    const lists = Map.groupBy(rows, ({ person }) => person);
    return people.map((person) => lists.get(person) ?? []);
  }

  async #total(people: readonly string[]): Promise<number[]> {
    const rows = await this.#rows<{ person: string; total: number }>(sql`
      select person, count(*)::int as total from access_record where person = any(${[...people]}::uuid[])
      group by person`);
    const totals = new Map(rows.map(({ person, total }) => [person, total]));
    return people.map((person) => totals.get(person) ?? 0);
  }

  #rows<Row = AccessRecordRow>(query: RawBuilder<unknown>): Promise<Row[]> {
    return reading(this.#asking, async (em) => (await query.execute(em.getKysely())).rows as Row[]);
  }
}

/**
 * An auditor's own data are no part of what they audit elsewhere, nor is what is concealed from every other auditor, so that both
 * are asked for beside the row policy.
 */
function passes({ within, reader, from, until, unreviewed }: RecordsWanted): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [
    sql`a.territory >= ${within} and a.territory < ${rangeOf(within).until} and ${AUDITED}`,
    sql`a.at >= ${from} and a.at < ${until}`,
  ];
  if (reader) parts.push(isId(reader) ? sql`a.reader = ${reader}::uuid` : sql`false`);
  const awaitsReview = sql`
    (a.purpose = 'EMERGENCY' and a.reader_role <> 'SELF' and not exists (select from access_review v where v.record = a.id))`;
  if (typeof unreviewed === 'boolean') parts.push(unreviewed ? awaitsReview : sql`not ${awaitsReview}`);
  return sql.join(parts, sql` and `);
}

function beyond({ after }: Page): RawBuilder<unknown> {
  const [last] = after ?? [];
  return last === undefined ? sql`true` : sql`a.id < ${last}::uuid`;
}
