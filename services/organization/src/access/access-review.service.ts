import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { isId } from '@linli/persistence/columns';
import { RequestErrors } from '@linli/subgraph/request.errors';
import { change, type Asking } from '../asking.js';
import { AccessPurpose } from './access-purpose.rules.js';
import { noteOf } from './access-record.js';
import { AccessErrors } from './access.errors.js';

interface ReviewedRead {
  readonly id: string;
  readonly person: string;
  readonly territory: string;
  readonly reader: string;
  readonly readerRole: string;
  readonly purpose: string;
  readonly recordKey: Buffer | null;
}

const LONGEST_NOTE = 500;

/** Reviews of what was read in an emergency: once, by an auditor of where the person was, who is not the reader. */
export class AccessReviewService {
  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  review(record: string, justified: boolean, note: string): Promise<string> {
    const kept = note.trim();
    if (kept === '' || Array.from(kept).length > LONGEST_NOTE) {
      throw RequestErrors.outOfBounds({ path: 'note', constraint: `1–${LONGEST_NOTE}` });
    }
    const input = this.#asking.inputDigest.of({ record, justified, note });
    return change(this.#asking, 'reviewEmergencyRead', input, async (unit) => {
      const read = await this.#find(unit.em, record);
      if (read.purpose !== AccessPurpose.EMERGENCY || read.readerRole === 'SELF') {
        throw AccessErrors.notAnEmergency({ path: 'record' });
      }
      if (read.reader === this.#asking.viewer.person) throw AccessErrors.ownRead();
      const { rows } = await sql`
        insert into access_review (record, at, reviewer, justified, note)
        values (${read.id}, ${unit.now}, ${this.#asking.viewer.person}, ${justified}, ${this.#sealed(read, kept)})
        on conflict do nothing returning record`.execute(unit.em.getKysely());
      if (rows.length === 0) throw AccessErrors.reviewedAlready({ path: 'record' });
      unit.audit({ type: 'accessRecord', id: read.id, territory: read.territory });
      return read.id;
    });
  }

  async #find(em: EntityManager, record: string): Promise<ReviewedRead> {
    const { rows } = isId(record)
      ? await sql<ReviewedRead>`
          select a.id, a.person, a.territory, a.reader, a.reader_role as "readerRole", a.purpose, p.record_key as "recordKey"
          from access_record a left join person p on p.id = a.person
          where a.id = ${record} and linli_within(a.territory, 'linli.audits')`.execute(em.getKysely())
      : { rows: [] };
    const [found] = rows;
    if (found === undefined) throw RequestErrors.notFound({ path: 'record' });
    return found;
  }

  /** The note has the person's key, so that it is erased with them; of someone erased already there is none. */
  #sealed({ id, person, recordKey }: ReviewedRead, note: string): Buffer | null {
    const { envelope } = this.#asking;
    return recordKey === null ? null : envelope.seal(envelope.recordKey(person, recordKey), noteOf(id), note);
  }
}
