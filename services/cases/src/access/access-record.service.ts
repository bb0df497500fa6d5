import { sql } from 'kysely';
import { newId } from '@linli/persistence/columns';
import type { UnitOfWork } from '@linli/persistence/unit-of-work';
import type { Asking } from '../asking.js';
import { personalDataRead } from './access.events.js';
import type { ReadingAs } from './reader.rules.js';

/** What a viewer reads of a person who is somebody else. */
export interface Access {
  readonly person: string;
  /** Where it is read; the auditors of the place see the record, unless it is concealed. */
  readonly territory: string;
  /** The case whose text it is; null for a copy of all that is held. */
  readonly caseId: string | null;
  readonly as: ReadingAs;
  readonly purpose: string;
  readonly fields: readonly string[];
  /** Whether the record would tell an auditor who reported anonymously. */
  readonly concealed: boolean;
}

/** Records reads in the transaction that reads, and tells organization of them: without a record nobody reads. */
export async function recordAccesses(unit: UnitOfWork, asking: Asking, accesses: readonly Access[]): Promise<void> {
  const reader = asking.viewer.person;
  if (accesses.length === 0) return;
  if (reader === null) throw new Error('nobody reads without being recorded');
  const rows = accesses.map(({ caseId, as, ...read }) => {
    const by = { reader, readerRole: as.role, readerTerritory: as.territory, requestId: asking.requestId };
    const fact = { id: newId(), at: unit.now.toISOString(), ...read, ...by };
    unit.publish(personalDataRead(fact));
    return { ...fact, caseId };
  });
  await sql`
    insert into access_record
      (id, at, person, territory, reader, reader_role, reader_territory, purpose, fields, concealed, case_id, request_id)
    select id, at, person, territory, reader, "readerRole", "readerTerritory", purpose, fields, concealed, "caseId", "requestId"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as read (
      id uuid, at timestamptz, person uuid, territory text, reader uuid, "readerRole" text, "readerTerritory" text,
      purpose text, fields text[], concealed boolean, "caseId" uuid, "requestId" text)`.execute(unit.em.getKysely());
}
