import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { isId, newId } from '@linli/persistence/columns';
import { RequestErrors } from '@linli/subgraph/request.errors';
import { assertKnownArea } from '../area/known-area.js';
import { change, type Asking } from '../asking.js';
import { GridPostRow } from '../grid-post/grid-post.entity.js';
import { nameFrom } from '../name.rules.js';
import { assertMayIn } from '../permissions.js';
import { TrainingRow } from './training.entity.js';
import { TrainingErrors } from './training.errors.js';
import { faultInTraining, isPostFor, wasHeldOn, type NewTraining } from './training.rules.js';

/** Trainings: recorded by the officers of the community, once they were held. */
export class TrainingService {
  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /** Gives the training's id. */
  async record(input: NewTraining): Promise<string> {
    const { today, viewer } = this.#asking;
    const fault = faultInTraining(input, today);
    if (fault !== null) throw RequestErrors.badUserInput({ path: fault });
    assertMayIn('Mutation.recordTraining', viewer, input.community);
    return change(this.#asking, 'recordTraining', input, async ({ em, audit }) => {
      const { community, heldOn, hours } = input;
      await assertKnownArea(em, community, 'input.community');
      const attendees = input.attendees.map((post) => post.toLowerCase());
      await assertPosted(em, attendees, input);
      const topic = nameFrom(input.topic) ?? '';
      const training = em.create(TrainingRow, { id: newId(), community, topic, heldOn, hours });
      await em.flush();
      const completed = input.completed.map((post) => post.toLowerCase());
      await sql`
        insert into training_attendee (training, post, completed)
        select ${training.id}::uuid, post, post = any(${completed}::uuid[]) from unnest(${attendees}::uuid[]) as came (post)`.execute(
        em.getKysely(),
      );
      audit({ type: 'training', id: training.id, territory: community });
      return training.id;
    });
  }
}

/** Refuses an attendee who is none: no post, one for another community, or one that was not held on the day. */
async function assertPosted(em: EntityManager, attendees: readonly string[], training: NewTraining): Promise<void> {
  const { community, heldOn } = training;
  const known = await em.find(GridPostRow, { id: { $in: attendees.filter(isId) } });
  const posts = new Map(known.map((post) => [post.id, post]));
  for (const [at, id] of attendees.entries()) {
    const [post, path] = [posts.get(id), `input.attendees.${at}`];
    if (post === undefined || !isPostFor(post, community)) throw RequestErrors.unknownReference({ path });
    if (!wasHeldOn(post, heldOn)) throw TrainingErrors.attendeeNotPosted({ position: at + 1, path, heldOn });
  }
}
