import DataLoader from 'dataloader';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { covers } from '@linli/domain/territory';
import { territoriesOf } from '@linli/domain/viewer';
import { isId, newId } from '@linli/persistence/columns';
import { commit } from '@linli/persistence/unit-of-work';
import type { Asking } from '../asking.js';
import { openSubjects } from '../directory/subjects.js';
import { accessRecorded, putDown, type AccessRecord } from './access-record.js';

/** A person of whom the viewer may have a copy; `territory` is null of oneself when organization has no news of one. */
interface Subject {
  readonly id: string;
  readonly territory: string | null;
}

type Copy = Record<string, unknown>;

/** All that this service holds about a person: their right of access and copy, which auditors check. */
export class HeldService {
  readonly #asking: Asking;
  readonly #copies: DataLoader<string, Copy | null>;

  constructor(asking: Asking) {
    this.#asking = asking;
    this.#copies = new DataLoader(async (people) => {
      const copies = await this.#copy(people);
      return people.map((person) => copies.get(person) ?? null);
    });
  }

  /** Null for anyone but the person and the auditors of their territory, each of whose copies is put down as a read. */
  async copyOf(person: string): Promise<Copy | null> {
    const { viewer } = this.#asking;
    if (viewer.person === null || !isId(person)) return null;
    const isAuditor = territoriesOf(viewer, ['AUDITOR']).length > 0;
    return isAuditor || viewer.person === person.toLowerCase() ? this.#copies.load(person.toLowerCase()) : null;
  }

  /** Finds whose copies the viewer may have, opens what is about them, and puts down what an auditor reads; in one transaction. */
  async #copy(people: readonly string[]): Promise<ReadonlyMap<string, Copy>> {
    const { database, actor } = this.#asking;
    let copies: ReadonlyMap<string, Copy> = new Map();
    await commit(database, actor, { operation: 'heldInGrid', input: people }, async ({ em, publish }) => {
      const subjects = await this.#subjectsAmong(em, people);
      await openSubjects(
        em,
        subjects.map(({ id }) => id),
      );
      copies = await copiesOf(em, subjects);
      const records = subjects.flatMap((subject) => this.#recordOf(subject));
      await putDown(em, records);
      records.map(accessRecorded).forEach(publish);
      return '';
    });
    return copies;
  }

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

  /** Read as an auditor of the narrowest territory around the person's; nothing of oneself. */
  #recordOf({ id: person, territory }: Subject): AccessRecord[] {
    const { viewer, requestId, actor } = this.#asking;
    if (viewer.person === null || viewer.person === person || territory === null) return [];
    const audited = territoriesOf(viewer, ['AUDITOR']).filter((around) => covers(around, territory));
    const readerTerritory = audited.toSorted((a, b) => b.length - a.length)[0] ?? null;
    const read = { person, territory, reader: viewer.person, readerRole: 'AUDITOR', readerTerritory };
    const at = actor.now.toISOString();
    return [
      { id: newId(), at, ...read, purpose: 'INSPECTION', fields: ['gridPosts', 'trainings', 'diaries'], requestId },
    ];
  }
}

/** What the person came to as the holder of a post. */
const TRAININGS = sql`
  coalesce((
    select json_agg(json_build_object('id', training.id, 'topic', training.topic, 'community', training.community,
      'heldOn', training.held_on, 'hours', training.hours, 'completed', attendee.completed) order by training.held_on, training.id)
    from training_attendee as attendee join training on training.id = attendee.training
    where attendee.post = grid_post.id
  ), '[]')`;

/** What the person wrote as the holder of a post; not the notes, which are about others. */
const DIARIES = sql`
  coalesce((
    select json_agg(json_build_object('id', diary.id, 'grid', diary.grid, 'kind', diary.kind, 'happenedAt',
      to_char(diary.happened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by diary.happened_at, diary.id)
    from diary_entry as diary where diary.author = grid_post.id
  ), '[]')`;

/** Where the post was, the first place first; `until` is the first day at the next. */
const PLACES = sql`
  coalesce((
    select json_agg(json_build_object('territory', place.territory, 'since', place.since, 'until', place.until) order by place.since)
    from grid_post_history as place where place.post = grid_post.id
  ), '[]')`;

async function copiesOf(em: EntityManager, subjects: readonly Subject[]): Promise<ReadonlyMap<string, Copy>> {
  const { rows } = await sql<{ of: string } & Copy>`
    select grid_post_holder.person as of, grid_post.id, grid_post.role, grid_post.territory,
      coalesce(grid.name, area.name) as place, building.number as building, grid_post.entrance, grid_post.department,
      grid_post.unit, grid_post.starts_on as "startsOn", grid_post.ends_on as "endsOn",
      grid_post.publicised_on as "publicisedOn", ${PLACES} as places, ${TRAININGS} as trainings, ${DIARIES} as diaries
    from grid_post_holder join grid_post on grid_post.id = grid_post_holder.post
    left join grid on grid.code = grid_post.territory left join area on area.code = grid_post.territory
    left join building on building.id = grid_post.building
    where grid_post_holder.person = any(${subjects.map(({ id }) => id)}::uuid[])
    order by grid_post.starts_on, grid_post.id`.execute(em.getKysely());
  const held = Map.groupBy(rows, ({ of }) => of);
  return new Map(
    subjects.map(({ id, territory }) => {
      const posts = (held.get(id) ?? []).map(({ of: _, ...post }) => post);
      return [id, { territory, posts }];
    }),
  );
}
