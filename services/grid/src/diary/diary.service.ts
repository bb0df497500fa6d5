import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { civilDayOf, type CivilDay } from '@linli/domain/civil-time';
import { isId, newId } from '@linli/persistence/columns';
import { RequestErrors } from '@linli/subgraph/request.errors';
import { change, type Asking } from '../asking.js';
import { GridRow } from '../grid/grid.entity.js';
import { GridErrors } from '../grid/grid.errors.js';
import { GridRole } from '../grid-post/grid-post.rules.js';
import { postsHeldOn } from '../grid-post/posts-held.js';
import { assertMayIn } from '../permissions.js';
import { DiaryRow, placeOfNote } from './diary.entity.js';
import { DiaryErrors } from './diary.errors.js';
import { faultInDiary, type NewDiary } from './diary.rules.js';

/** Diaries: written by grid staff, each as the holder of a post to the grid. */
export class DiaryService {
  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /** Writes an entry under the post that its author held on the day; gives its id. Whether the case exists is for cases to say. */
  async write(input: NewDiary): Promise<string> {
    const { actor, viewer, envelope, idempotencyKey } = this.#asking;
    const fault = faultInDiary(input, actor.now);
    if (fault !== null) throw RequestErrors.badUserInput({ path: fault });
    const led = input.case?.toLowerCase() ?? null;
    if (led !== null && !isId(led)) throw RequestErrors.unknownReference({ path: 'input.case' });
    assertMayIn('Mutation.writeDiary', viewer, input.grid);
    const asking = { ...this.#asking, idempotencyKey: input.idempotencyKey ?? idempotencyKey };
    return change(asking, 'writeDiary', input, async ({ em, audit }) => {
      const { grid, kind, happenedAt } = input;
      const day = civilDayOf(happenedAt);
      await assertNotClosed(em, grid, day);
      const author = await postHeldBy(em, viewer.person, grid, { day, today: this.#asking.today });
      if (author === null) throw DiaryErrors.notPosted({ grid, on: day });
      const id = newId();
      const { key, wrapped } = envelope.newRecordKey(id);
      const note = envelope.seal(key, placeOfNote(id), input.note.trim());
      em.create(DiaryRow, { id, grid, author, kind, happenedAt, note, recordKey: wrapped, case: led });
      audit({ type: 'diary', id, territory: grid });
      return id;
    });
  }
}

/** Refuses a grid that does not exist, or was closed by the day. Before it was opened here its staff may have been at work. */
async function assertNotClosed(em: EntityManager, code: string, day: CivilDay): Promise<void> {
  const path = 'input.grid';
  const grid = await em.findOne(GridRow, { code });
  if (grid === null) throw RequestErrors.unknownReference({ path });
  const { closedOn } = grid;
  if (closedOn !== null && closedOn <= day) throw GridErrors.closed({ grid: code, closedOn, path });
}

/**
 * The post to a grid, or to the grid that a micro-grid is part of, that a person held on a day; of several the narrowest, as grid
 * worker first.
 */
async function postHeldBy(
  em: EntityManager,
  person: string | null,
  grid: string,
  { day, today }: { readonly day: CivilDay; readonly today: CivilDay },
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select grid_post.id from grid_post_holder join ${postsHeldOn(day, today)} on grid_post.id = grid_post_holder.post
    where grid_post_holder.person = ${person}::uuid and grid_post.territory in (${grid}, left(${grid}, 15))
    order by grid_post.territory = ${grid} desc, grid_post.role = ${GridRole.GRID_WORKER} desc, grid_post.starts_on, grid_post.id
    limit 1`.execute(em.getKysely());
  return rows[0]?.id ?? null;
}
