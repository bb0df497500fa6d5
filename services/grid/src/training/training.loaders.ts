import type DataLoader from 'dataloader';
import { sql } from 'kysely';
import {
  BatchedByArguments,
  byKey,
  idsOf,
  listsByParent,
  type Of,
  type Reader,
} from '@linli/persistence/batched-reads';
import { isId } from '@linli/persistence/columns';
import { POST, type GridPostRecord } from '../grid-post/grid-post.loaders.js';
import { TrainingErrors } from './training.errors.js';

export interface TrainingRecordOf {
  readonly id: string;
  readonly community: string;
  readonly topic: string;
  readonly heldOn: string;
  readonly hours: number;
}

/** A training as the holder of a post was at it. */
export interface TrainingAttended extends TrainingRecordOf {
  readonly completed: boolean;
}

/** The longest list of a post's trainings. */
const MOST = 100;

const TRAINING = sql`training.id, training.community, training.topic, training.held_on as "heldOn", training.hours`;

/** Trainings as one request reads them. */
export class TrainingLoaders {
  readonly #reader: Reader;
  readonly #byId: DataLoader<string, TrainingRecordOf | null>;
  readonly #ofPosts: BatchedByArguments<{ since: string | null }, TrainingAttended[]>;
  readonly #attendees: BatchedByArguments<null, GridPostRecord[]>;

  constructor(reader: Reader) {
    this.#reader = reader;
    this.#byId = byKey(
      (ids) => this.#find(ids),
      (training) => training.id,
    );
    this.#ofPosts = new BatchedByArguments<{ since: string | null }, TrainingAttended[]>([], (posts, { since }) =>
      this.#findOf(posts, since),
    );
    this.#attendees = new BatchedByArguments<null, GridPostRecord[]>([], (ids) => this.#findAttendees(ids));
  }

  async byId(id: string): Promise<TrainingRecordOf | null> {
    return isId(id) ? this.#byId.load(id.toLowerCase()) : null;
  }

  /** The newest first; over 100 of them are refused, naming the argument that narrows them. */
  async ofPost(post: string, since: string | null | undefined): Promise<TrainingAttended[]> {
    const trainings = await this.#ofPosts.load(post, { since: since ?? null });
    if (trainings.length > MOST) throw TrainingErrors.tooMany({ most: MOST, argument: 'since' });
    return trainings;
  }

  /** The posts whose holders came, in the order of their appointments. */
  attendeesOf(training: string): Promise<GridPostRecord[]> {
    return this.#attendees.load(training, null);
  }

  async #find(ids: readonly string[]): Promise<TrainingRecordOf[]> {
    const { rows } = await sql<TrainingRecordOf>`
      select ${TRAINING} from training where id = any(${[...ids]}::uuid[])`.execute(this.#reader);
    return rows;
  }

  async #findOf(posts: readonly string[], since: string | null): Promise<Map<string, TrainingAttended[]>> {
    const { rows } = await sql<Of<TrainingAttended>>`
      select parent.id as of, found.* from ${idsOf(posts)} cross join lateral (
        select ${TRAINING}, training_attendee.completed
        from training_attendee join training on training.id = training_attendee.training
        where training_attendee.post = parent.id and training.held_on >= coalesce(${since}::date, '-infinity')
        order by training.held_on desc, training.id desc limit ${MOST + 1}
      ) as found`.execute(this.#reader);
    return listsByParent(rows);
  }

  async #findAttendees(ids: readonly string[]): Promise<Map<string, GridPostRecord[]>> {
    const { rows } = await sql<Of<GridPostRecord>>`
      select training_attendee.training as of, ${POST}
      from training_attendee join grid_post on grid_post.id = training_attendee.post
      where training_attendee.training = any(${[...ids]}::uuid[])
      order by grid_post.id`.execute(this.#reader);
    return listsByParent(rows);
  }
}
