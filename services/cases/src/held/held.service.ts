import type { EntityManager } from '@mikro-orm/postgresql';
import DataLoader from 'dataloader';
import { sql, type RawBuilder } from 'kysely';
import { territoriesOf } from '@linli/domain/viewer';
import { commit, type Actor } from '@linli/persistence/unit-of-work';
import { recordAccesses } from '../access/access-record.service.js';
import { readingAs } from '../access/reader.rules.js';
import type { Asking } from '../asking.js';
import { placeOfNote } from '../case/case-text.service.js';

interface Subject {
  readonly id: string;
  readonly territory: string | null;
}

/** One of what a copy holds of a person; `total` is how many of its kind there are. */
interface OfPerson {
  readonly of: string;
  readonly total: number;
}

interface ReportedCase extends OfPerson {
  readonly id: string;
  readonly description: Buffer | null;
  readonly recordKey: Buffer | null;
}

interface Step extends OfPerson {
  readonly caseId: string;
  readonly sequence: number;
  readonly note: Buffer | null;
  readonly recordKey: Buffer | null;
}

/**
 * All that this service holds about a person, in the clear: their right of access and copy, which auditors check. What they reported
 * anonymously is shown to nobody else, so that it is in their own copy alone. Of cases and steps a copy has the newest 1,000, and how
 * many there are.
 */
export class HeldService {
  readonly #asking: Asking;
  readonly #copies = new DataLoader<string, Record<string, unknown> | null>((people) => this.#copiesOf(people));

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /** Null for anyone but the person and the auditors of their territory, whose copies are recorded in the same transaction. */
  copyOf(person: string): Promise<Record<string, unknown> | null> {
    return this.#copies.load(person);
  }

  async #copiesOf(people: readonly string[]): Promise<(Record<string, unknown> | null)[]> {
    const { viewer, database } = this.#asking;
    const audited = territoriesOf(viewer, ['AUDITOR']);
    if (viewer.person === null || (audited.length === 0 && !people.includes(viewer.person)))
      return people.map(() => null);
    let copies = new Map<string, Record<string, unknown>>();
    await commit(database, this.#auditing(audited), { operation: 'heldInCases', input: null }, async (unit) => {
      const subjects = await subjectsOf(unit.em, people, viewer.person);
      const accesses = subjects.flatMap(({ id, territory }) => {
        if (id === viewer.person || territory === null) return [];
        const as = readingAs(viewer, territory, ['AUDITOR']);
        const what = { purpose: 'INSPECTION', fields: ['heldInCases'], concealed: false };
        return [{ person: id, territory, caseId: null, as, ...what }];
      });
      await recordAccesses(unit, this.#asking, accesses);
      copies = await this.#read(
        unit.em,
        subjects.map(({ id }) => id),
      );
      return '';
    });
    return people.map((person) => copies.get(person) ?? null);
  }

  #auditing(audited: readonly string[]): Actor {
    const { actor } = this.#asking;
    return { ...actor, settings: { ...actor.settings, 'linli.audits': audited } };
  }

  async #read(em: EntityManager, people: readonly string[]): Promise<Map<string, Record<string, unknown>>> {
    await sql`select set_config('linli.subjects', ${people.join(',')}, true)`.execute(em.getKysely());
    const cases = Map.groupBy(await rows<ReportedCase>(em, CASES(people)), ({ of }) => of);
    const steps = Map.groupBy(await rows<Step>(em, STEPS(people)), ({ of }) => of);
    return new Map(
      people.map((person) => [
        person,
        {
          caseCount: cases.get(person)?.[0]?.total ?? 0,
          cases: (cases.get(person) ?? []).map((reported) => this.#caseOf(reported)),
          stepCount: steps.get(person)?.[0]?.total ?? 0,
          steps: (steps.get(person) ?? []).map((step) => this.#stepOf(step)),
        },
      ]),
    );
  }

  #caseOf({ of: _, total: __, description, recordKey, ...known }: ReportedCase) {
    const { id } = known;
    return {
      ...known,
      description: this.#open(id, recordKey, { table: 'case', id, field: 'description' }, description),
    };
  }

  #stepOf({ of: _, total: __, sequence, note, recordKey, ...known }: Step) {
    const { caseId } = known;
    return { ...known, note: this.#open(caseId, recordKey, placeOfNote(caseId, sequence), note) };
  }

  #open(id: string, recordKey: Buffer | null, place: Parameters<Asking['envelope']['open']>[1], sealed: Buffer | null) {
    if (recordKey === null || sealed === null) return null;
    const { envelope } = this.#asking;
    return envelope.open(envelope.recordKey(id, recordKey), place, sealed);
  }
}

/** Of the people asked for, those whom the viewer may have a copy of: themselves, known here or not, and whom they audit. */
async function subjectsOf(em: EntityManager, people: readonly string[], viewer: string | null): Promise<Subject[]> {
  const known = await rows<Subject>(
    em,
    sql`select id, territory from directory_person where id = any(${[...people]}::uuid[])`,
  );
  const own = viewer !== null && people.includes(viewer) && !known.some(({ id }) => id === viewer);
  return own ? [...known, { id: viewer, territory: null }] : [...known];
}

async function rows<Row>(em: EntityManager, query: RawBuilder<unknown>): Promise<readonly Row[]> {
  return (await query.execute(em.getKysely())).rows as Row[];
}

/** An instant as RFC 3339 writes it. */
const utc = (column: string) => sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const MOST = 1_000;

const IS_ANONYMOUS_TO_VIEWER = sql`c.anonymous and c.reporter is distinct from linli_viewer()`;

const REPORTED = sql`"case" c where c.reporter = given.id and not (${IS_ANONYMOUS_TO_VIEWER})`;
const CASES = (people: readonly string[]) => sql`
  select given.id as of, counted.total, newest.* from unnest(${[...people]}::uuid[]) as given (id)
  cross join lateral (select count(*)::int as total from ${REPORTED}) counted
  cross join lateral (
    select c.id, c.number, c.title, c.description, c.record_key as "recordKey", c.concern, c.channel, c.anonymous,
      c.territory, c.building, c.latitude, c.longitude, c.status, ${utc('c.reported_at')} as "reportedAt",
      ${utc('c.responded_at')} as "respondedAt", ${utc('c.resolved_at')} as "resolvedAt", ${utc('c.closed_at')} as "closedAt"
    from ${REPORTED} order by c.reported_at desc, c.id desc limit ${MOST}
  ) newest`;

/** What they wrote into cases of others is given out where the viewer may read those; the number likewise. */
const TAKEN = sql`
  case_event e left join "case" c on c.id = e.case_id
  where e.by_person = given.id and not coalesce(c.reporter = e.by_person and ${IS_ANONYMOUS_TO_VIEWER}, false)`;
const STEPS = (people: readonly string[]) => sql`
  select given.id as of, counted.total, newest.* from unnest(${[...people]}::uuid[]) as given (id)
  cross join lateral (select count(*)::int as total from ${TAKEN}) counted
  cross join lateral (
    select e.case_id as "caseId", c.number as case, e.sequence, ${utc('e.at')} as at, coalesce(e.action, 'REPORT') as action,
      e.by_role as "byRole", e.note, c.record_key as "recordKey"
    from ${TAKEN} order by e.at desc, e.case_id, e.sequence desc limit ${MOST}
  ) newest`;
