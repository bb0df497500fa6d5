import { sql, type RawBuilder } from 'kysely';
import type { EntityManager } from '@mikro-orm/postgresql';
import { withSession } from '@linli/persistence/session-context';
import { recordAccesses, reasonOf } from '../access/access-record.js';
import { AccessPurpose } from '../access/access-purpose.rules.js';
import { readerInWords, readingAs, type ReaderRole } from '../access/reader.rules.js';
import type { Asking } from '../asking.js';
import { readWhole } from '../person/whole-person.js';

interface SealedPerson {
  readonly id: string;
  readonly territory: string;
  readonly mask: string;
  readonly name: Buffer | null;
  readonly phone: Buffer | null;
  readonly address: Buffer | null;
  readonly recordKey: Buffer | null;
  readonly erasedAt: string | null;
}

interface SealedRecord {
  readonly id: string;
  readonly at: string;
  readonly readerRole: ReaderRole;
  readonly place: string | null;
  readonly purpose: string;
  readonly reason: Buffer | null;
  readonly fields: readonly string[];
}

/** All that this service holds about a person, in the clear: their right of access and copy, which auditors check. */
export class HeldService {
  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /** Null for anyone but the person and the auditors of their territory. What is given out is recorded first, in the same transaction. */
  copyOf(person: string): Promise<Record<string, unknown> | null> {
    const { database, actor, viewer } = this.#asking;
    return withSession(database, actor.settings, async (em) => {
      const [sealed] = await rows<SealedPerson>(
        em,
        sql`select id, territory, mask, name, phone, address, record_key as "recordKey", ${utc('erased_at')} as "erasedAt"
          from person where id = ${person}`,
      );
      const as = sealed === undefined ? null : readingAs(viewer, sealed, ['AUDITOR']);
      if (sealed === undefined || as === null) return null;
      const key = sealed.recordKey === null ? null : this.#asking.envelope.recordKey(sealed.id, sealed.recordKey);
      if (key !== null) {
        const fields = (['name', 'phone', 'address'] as const).filter((field) => sealed[field] !== null);
        const purpose = AccessPurpose.INSPECTION;
        const { territory } = sealed;
        await recordAccesses(em, this.#asking, [{ person, territory, key, as, purpose, reason: null, fields }]);
      }
      await readWhole(em, person);
      return {
        person: this.#personOf(sealed, key),
        consents: await rows(em, CONSENTS(person)),
        disclosures: await rows(em, DISCLOSURES(person)),
        memberships: await rows(em, MEMBERSHIPS(person)),
        seats: await rows(em, SEATS(person)),
        gridPosts: await rows(em, GRID_POSTS(person)),
        accessRecords: (await rows<SealedRecord>(em, RECORDS(person))).map((record) => this.#recordOf(record, key)),
      };
    });
  }

  #personOf({ id, territory, mask, name, phone, address, erasedAt }: SealedPerson, key: Buffer | null) {
    const open = (field: string, sealed: Buffer | null) =>
      sealed === null || key === null ? null : this.#asking.envelope.open(key, { table: 'person', id, field }, sealed);
    const data = { name: open('name', name), phone: open('phone', phone), address: open('address', address) };
    return { id, territory, mask, ...data, erasedAt };
  }

  #recordOf({ id, at, readerRole, place, purpose, reason, fields }: SealedRecord, key: Buffer | null) {
    const { envelope, language } = this.#asking;
    const opened = reason === null || key === null ? null : envelope.open(key, reasonOf(id), reason);
    return { at, readBy: readerInWords(readerRole, place, language), purpose, reason: opened, fields };
  }
}

async function rows<Row>(em: EntityManager, query: RawBuilder<unknown>): Promise<readonly Row[]> {
  return (await query.execute(em.getKysely())).rows as Row[];
}

/** An instant as RFC 3339 writes it. */
const utc = (column: string) => sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const CONSENTS = (person: string) => sql`
  select purpose, ${utc('given_at')} as "givenAt", ${utc('withdrawn_at')} as "withdrawnAt" from consent where person = ${person} order by id`;

const DISCLOSURES = (person: string) => sql`
  select level, to_public as "toPublic", territory, handlers, reason, starts_on as "startsOn", ends_on as "endsOn"
  from disclosure where person = ${person} order by id`;

const MEMBERSHIPS = (person: string) => sql`
  select m.id, m.status, o.name as organization, r.name as "residentialOrganization", m.reported_on as "reportedOn",
    m.publicly_displayed as "publiclyDisplayed", m.joined_on as "joinedOn", m.left_on as "leftOn"
  from party_membership m join party_organization o on o.id = m.organization
  left join party_organization r on r.id = m.residential_organization
  where m.person = ${person} order by m.id`;

const SEATS = (person: string) => sql`
  select s.id, o.name as organization, s.title, s.office, s.concurrent, s.unit, s.starts_on as "startsOn", s.ends_on as "endsOn"
  from seat s join party_organization o on o.id = s.organization where s.person = ${person} order by s.id`;

const GRID_POSTS = (person: string) => sql`
  select post as id, starts_on as "startsOn", ends_on as "endsOn" from directory_grid_post_holder where person = ${person} order by post`;

const RECORDS = (person: string) => sql`
  select a.id, ${utc('a.at')} as at, a.reader_role as "readerRole", coalesce(d.name, a.reader_territory) as place, a.purpose, a.reason, a.fields
  from access_record a left join directory_area d on d.code = a.reader_territory
  where a.person = ${person} order by a.id`;
