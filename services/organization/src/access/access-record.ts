import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { newId } from '@linli/persistence/columns';
import type { SealedPlace } from '@linli/persistence/envelope';
import type { Asking } from '../asking.js';
import type { AccessPurpose } from './access-purpose.rules.js';
import type { ReadingAs } from './reader.rules.js';

/** What was read of a person in the clear. */
export interface Access {
  readonly person: string;
  /** The person's territory, whose auditors see the record. */
  readonly territory: string;
  /** The person's key, which seals the reason, so that it is erased with the person. */
  readonly key: Buffer;
  readonly as: ReadingAs;
  readonly purpose: AccessPurpose;
  readonly reason: string | null;
  readonly fields: readonly string[];
}

/** Records reads in the transaction that reads: without a record nobody reads. */
export async function recordAccesses(em: EntityManager, asking: Asking, accesses: readonly Access[]): Promise<void> {
  if (accesses.length === 0) return;
  const rows = accesses.map(({ person, territory, key, as, purpose, reason, fields }) => {
    const id = newId();
    const sealed = reason === null ? null : asking.envelope.seal(key, reasonOf(id), reason);
    return sql`(${id}::uuid, ${asking.actor.now}::timestamptz, ${person}::uuid, ${territory}, ${asking.viewer.person}::uuid,
      ${as.role}, ${as.territory}, ${purpose}, ${sealed}::bytea, ${[...fields]}::text[], ${asking.requestId})`;
  });
  await sql`
    insert into access_record
      (id, at, person, territory, reader, reader_role, reader_territory, purpose, reason, fields, request_id)
    values ${sql.join(rows)}`.execute(em.getKysely());
}

/** Where the reason of a record is sealed. */
export function reasonOf(id: string): SealedPlace {
  return { table: 'access_record', id, field: 'reason' };
}

/** Where the note of whoever reviewed a record is sealed. */
export function noteOf(id: string): SealedPlace {
  return { table: 'access_review', id, field: 'note' };
}
