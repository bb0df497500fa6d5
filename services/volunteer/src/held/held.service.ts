import type { EntityManager } from '@mikro-orm/postgresql';
import DataLoader from 'dataloader';
import { sql } from 'kysely';
import { covers } from '@linli/domain/territory';
import { territoriesOf } from '@linli/domain/viewer';
import { isId, newId } from '@linli/persistence/columns';
import { commit } from '@linli/persistence/unit-of-work';
import type { Asking } from '../asking.js';
import { recordAccesses, type AccessRecord } from './access-record.js';

/** A person of whom the viewer may have a copy; `territory` is null of oneself when organization has told nothing of one. */
interface Subject {
  readonly id: string;
  readonly territory: string | null;
}

type Copy = Record<string, unknown>;

/** All that this service holds about a person: what they changed. Their right of access and copy, which auditors check. */
export class HeldService {
  readonly #asking: Asking;
  readonly #copies: DataLoader<string, Copy | null>;

  constructor(asking: Asking) {
    this.#asking = asking;
    this.#copies = new DataLoader(async (people) => {
      const copies = await this.#copiesOf(people);
      return people.map((person) => copies.get(person) ?? null);
    });
  }

  /** Null for anyone but the person and the auditors of their territory, each of whose copies is recorded in the same transaction. */
  async copyOf(person: string): Promise<Copy | null> {
    const { viewer } = this.#asking;
    if (viewer.person === null || !isId(person)) return null;
    const audits = territoriesOf(viewer, ['AUDITOR']).length > 0;
    return audits || viewer.person === person.toLowerCase() ? this.#copies.load(person.toLowerCase()) : null;
  }

  async #copiesOf(people: readonly string[]): Promise<ReadonlyMap<string, Copy>> {
    const { database, actor } = this.#asking;
    let copies: ReadonlyMap<string, Copy> = new Map();
    await commit(database, actor, { operation: 'heldInVolunteer', input: null }, async (unit) => {
      const subjects = await this.#subjectsAmong(unit.em, people);
      await recordAccesses(
        unit,
        subjects.flatMap((subject) => this.#recordOf(subject)),
      );
      copies = await openCopies(unit.em, subjects);
      return '';
    });
    return copies;
  }

  /** The row policy of the directory leaves in the viewer and whom they audit. */
  async #subjectsAmong(em: EntityManager, people: readonly string[]): Promise<Subject[]> {
    const { rows } = await sql<Subject>`
      select id, territory from directory_person where id = any(${[...people]}::uuid[])`.execute(em.getKysely());
    const known = new Map(rows.map((subject) => [subject.id, subject]));
    return people.flatMap((id) => {
      const subject = known.get(id);
      if (subject !== undefined) return [subject];
      return id === this.#asking.viewer.person ? [{ id, territory: null }] : [];
    });
  }

  /** Read as an auditor of the narrowest territory around the person's; of oneself nothing is recorded. */
  #recordOf({ id: person, territory }: Subject): AccessRecord[] {
    const { viewer, requestId, actor } = this.#asking;
    if (viewer.person === null || viewer.person === person || territory === null) return [];
    const audited = territoriesOf(viewer, ['AUDITOR']).filter((around) => covers(around, territory));
    const readerTerritory = audited.toSorted((a, b) => b.length - a.length)[0] ?? null;
    const read = { person, territory, reader: viewer.person, readerRole: 'AUDITOR', readerTerritory };
    const at = actor.now.toISOString();
    return [{ id: newId(), at, ...read, purpose: 'INSPECTION', fields: ['heldInVolunteer'], requestId }];
  }
}

/** Opens what is about the people to the rest of the transaction; of their changes the newest 1,000, and how many there are. */
async function openCopies(em: EntityManager, subjects: readonly Subject[]): Promise<ReadonlyMap<string, Copy>> {
  const people = subjects.map(({ id }) => id);
  await sql`select set_config('linli.subjects', ${people.join(',')}, true)`.execute(em.getKysely());
  const { rows } = await sql<{ id: string; changeCount: number; changes: unknown; idempotencyKeys: unknown }>`
    select given.id,
      (select count(*)::int from audit_entry e where e.person = given.id) as "changeCount",
      (
        select coalesce(jsonb_agg(to_jsonb(newest) - 'entry' order by newest.at desc, newest.entry desc), '[]') from (
          select ${utc('e.at')} as at, e.operation, e.subject_type as type, e.subject_id as id, e.territory,
            e.id as entry
          from audit_entry e where e.person = given.id order by e.at desc, e.id desc limit 1000
        ) newest
      ) as changes,
      (
        select coalesce(jsonb_agg(jsonb_build_object('operation', k.operation, 'at', ${utc('k.created_at')}) order by k.created_at), '[]')
        from idempotency_key k where k.caller = given.id::text
      ) as "idempotencyKeys"
    from unnest(${people}::uuid[]) as given (id)`.execute(em.getKysely());
  const held = new Map(rows.map(({ id, ...copy }) => [id, copy]));
  return new Map(subjects.map(({ id, territory }) => [id, { territory, ...held.get(id) }]));
}

/** An instant as RFC 3339 writes it. */
const utc = (column: string) => sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
