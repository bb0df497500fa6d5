import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { CivilDay } from '@linli/domain/civil-time';
import { change, type Asking } from '../asking.js';
import { openGrid } from '../grid/open-grid.js';
import { assertMayIn } from '../permissions.js';
import { GridPostRow } from './grid-post.entity.js';
import { GridPostErrors } from './grid-post.errors.js';
import { gridPostEvents } from './grid-post.events.js';
import { holdersOf } from './post-holders.js';
import { postsHeldOn } from './posts-held.js';
import { earliestRosterDay, goesOntoRoster } from './roster.rules.js';

/** Rosters of grids: put up for the residents to see (公示) by the officers of the territory. */
export class RosterService {
  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /**
   * Puts up who holds the posts of a grid on a day; gives the grid's code. Posts whose roster is up already stay as they are, so that
   * it changes nothing when it is asked for again, and takes in whoever was appointed since.
   */
  async publicise(code: string, on: string): Promise<string> {
    const { today, viewer } = this.#asking;
    assertMayIn('Mutation.publiciseRoster', viewer, code);
    const earliest = earliestRosterDay(today);
    if (on < earliest) throw GridPostErrors.rosterTooLongAgo({ path: 'on', earliest });
    return change(this.#asking, 'publiciseRoster', { grid: code, on }, async ({ em, publish, audit }) => {
      const grid = await openGrid(em, code, today, 'grid');
      const held = await em.find(
        GridPostRow,
        { id: { $in: await postsOf(em, grid.code, on, today) }, $or: [{ endsOn: null }, { endsOn: { $gte: on } }] },
        { orderBy: { id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      const holders = await holdersOf(em, held);
      const taken = held.filter((post) => holders.has(post.id) && goesOntoRoster(post.publicisedOn, on, today));
      for (const post of taken) post.publicisedOn = on;
      await em.flush();
      for (const post of taken) {
        gridPostEvents('GridPostPublicised', post, holders.get(post.id) ?? null).forEach(publish);
      }
      audit({ type: 'grid', id: grid.code, territory: grid.code });
      return grid.code;
    });
  }
}

/** Ids of the posts that are held in a grid on a day. */
async function postsOf(em: EntityManager, grid: string, on: CivilDay, today: CivilDay): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select grid_post.id from ${postsHeldOn(on, today)} where grid_post.territory = ${grid}`.execute(em.getKysely());
  return rows.map(({ id }) => id);
}
