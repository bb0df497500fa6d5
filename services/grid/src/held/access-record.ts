import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { DomainEvent } from '@linli/domain/domain-event';

/** That somebody read what this service holds about a person; organization shows it to the person. */
export interface AccessRecord {
  readonly id: string;
  readonly at: string;
  readonly person: string;
  /** Where the person was looked after, whose auditors see the record. */
  readonly territory: string;
  readonly reader: string;
  readonly readerRole: string;
  readonly readerTerritory: string | null;
  readonly purpose: string;
  readonly fields: readonly string[];
  readonly requestId: string;
}

/** Puts reads down in the transaction that reads: without a record nobody reads. */
export async function putDown(em: EntityManager, records: readonly AccessRecord[]): Promise<void> {
  if (records.length === 0) return;
  const rows = records.map(
    (record) => sql`(${record.id}::uuid, ${record.at}::timestamptz, ${record.person}::uuid, ${record.territory},
      ${record.reader}::uuid, ${record.readerRole}, ${record.readerTerritory}, ${record.purpose}, ${[...record.fields]}::text[],
      ${record.requestId})`,
  );
  await sql`
    insert into access_record
      (id, at, person, territory, reader, reader_role, reader_territory, purpose, fields, request_id)
    values ${sql.join(rows)}`.execute(em.getKysely());
}

export function accessRecorded(record: AccessRecord): DomainEvent {
  const { id } = record;
  return { type: 'AccessRecorded', aggregateType: 'accessRecord', aggregateId: id, version: 1, payload: { ...record } };
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
