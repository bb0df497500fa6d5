import { sql } from 'kysely';
import { newId } from '@linli/persistence/columns';
import type { UnitOfWork } from '@linli/persistence/unit-of-work';
import type { Asking } from '../asking.js';
import { personalDataRead } from './access.events.js';
import type { ReadingAs } from './reader.rules.js';

/** What a viewer reads of a person who is somebody else. */
export interface Access {
  readonly person: string;
  /** Where it is read; the auditors of the place see the record. */
  readonly territory: string;
  /** The case whose text it is; null for a copy of all that is held. */
  readonly caseId: string | null;
  readonly as: ReadingAs;
  readonly purpose: string;
  readonly fields: readonly string[];
}

/** Records reads in the transaction that reads, and tells organization of them: without a record nobody reads. */
export async function recordAccesses(unit: UnitOfWork, asking: Asking, accesses: readonly Access[]): Promise<void> {
  const reader = asking.viewer.person;
  if (accesses.length === 0) return;
  if (reader === null) throw new Error('nobody reads without being recorded');
  const rows = accesses.map((access) => {
    const { person, territory, caseId, as, purpose, fields } = access;
    const id = newId();
    unit.publish(
      personalDataRead({
        id,
        at: unit.now.toISOString(),
        person,
        territory,
        reader,
        readerRole: as.role,
        readerTerritory: as.territory,
        purpose,
        fields,
        requestId: asking.requestId,
      }),
    );
    return sql`(${id}::uuid, ${unit.now}::timestamptz, ${person}::uuid, ${territory}, ${reader}::uuid, ${as.role}, ${as.territory},
      ${purpose}, ${[...fields]}::text[], ${caseId}::uuid, ${asking.requestId})`;
  });
  await sql`
    insert into access_record
      (id, at, person, territory, reader, reader_role, reader_territory, purpose, fields, case_id, request_id)
    values ${sql.join(rows)}`.execute(unit.em.getKysely());
}
