import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { UnitOfWork } from '@linli/persistence/unit-of-work';

/** That an auditor read what this service holds about a person; organization shows it to the person. */
export interface AccessRecord extends Record<string, unknown> {
  readonly id: string;
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly person: string;
  /** Where the person is looked after, whose auditors see the record. */
  readonly territory: string;
  readonly reader: string;
  readonly readerRole: string;
  readonly readerTerritory: string | null;
  readonly purpose: string;
  readonly fields: readonly string[];
  readonly requestId: string;
}

/** Puts reads down in the transaction that reads, and tells of them: without a record nobody reads. */
export async function recordAccesses({ em, publish }: UnitOfWork, records: readonly AccessRecord[]): Promise<void> {
  if (records.length === 0) return;
  const rows = records.map(
    (
      read,
    ) => sql`(${read.id}::uuid, ${read.at}::timestamptz, ${read.person}::uuid, ${read.territory}, ${read.reader}::uuid,
      ${read.readerRole}, ${read.readerTerritory}, ${read.purpose}, ${[...read.fields]}::text[], ${read.requestId})`,
  );
  await sql`
    insert into access_record
      (id, at, person, territory, reader, reader_role, reader_territory, purpose, fields, request_id)
    values ${sql.join(rows)}`.execute(em.getKysely());
  for (const payload of records) {
    publish({
      type: 'PersonalDataRead',
      aggregateType: 'accessRecord',
      aggregateId: payload.id,
      version: 1,
      payload,
    });
  }
}

/** Records in the order of their ids, from the first after one. As the worker role: a request reads none. */
export async function recordsAfter(em: EntityManager, after: string | null, limit: number): Promise<AccessRecord[]> {
  const { rows } = await sql<AccessRecord>`
    select id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, person, territory, reader,
      reader_role as "readerRole", reader_territory as "readerTerritory", purpose, fields, request_id as "requestId"
    from access_record where ${after === null ? sql`true` : sql`id > ${after}::uuid`}
    order by id limit ${limit}`.execute(em.getKysely());
  return rows;
}
