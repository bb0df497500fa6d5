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

/**
 * Records reads in the transaction that reads: without a record nobody reads. They go as one document, since a statement takes no more
 * than 65,535 values.
 */
export async function recordAccesses(em: EntityManager, asking: Asking, accesses: readonly Access[]): Promise<void> {
  if (accesses.length === 0) return;
  const rows = accesses.map(({ person, territory, key, as, purpose, reason, fields }) => {
    const id = newId();
    const sealed = reason === null ? null : asking.envelope.seal(key, reasonOf(id), reason).toString('hex');
    return { id, person, territory, role: as.role, place: as.territory, purpose, reason: sealed, fields };
  });
  await sql`
    insert into access_record
      (id, at, person, territory, reader, reader_role, reader_territory, purpose, reason, fields, request_id)
    select id, ${asking.actor.now}::timestamptz, person, territory, ${asking.viewer.person}::uuid, role, place, purpose,
      decode(reason, 'hex'), fields, ${asking.requestId}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as read
      (id uuid, person uuid, territory text, role text, place text, purpose text, reason text, fields text[])`.execute(
    em.getKysely(),
  );
}

/** Where the reason of a record is sealed. */
export function reasonOf(id: string): SealedPlace {
  return { table: 'access_record', id, field: 'reason' };
}

/** Where the note of whoever reviewed a record is sealed. */
export function noteOf(id: string): SealedPlace {
  return { table: 'access_review', id, field: 'note' };
}
