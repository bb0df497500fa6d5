import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { levelOf } from '@linli/domain/territory';
import { isId, newId } from '@linli/persistence/columns';
import { RequestErrors } from '@linli/subgraph/request.errors';
import { assertKnownArea } from '../area/known-area.js';
import { change, type Asking } from '../asking.js';
import { BuildingRow } from '../building/building.entity.js';
import { knownPerson } from '../directory/known-person.js';
import { knownUnit } from '../directory/known-unit.js';
import { openGrid } from '../grid/open-grid.js';
import { assertMayIn } from '../permissions.js';
import { GridPostHolderRow, GridPostRow } from './grid-post.entity.js';
import { GridPostErrors } from './grid-post.errors.js';
import { gridPostEvents } from './grid-post.events.js';
import { faultInAppointment, faultInBuildingPost, refusalOfEnd, type Appointment } from './grid-post.rules.js';

/** PostgreSQL's code for a row that an exclusion constraint does not let in. */
const EXCLUDED = '23P01';

/** Posts: filled and ended by the officers of their territory. */
export class GridPostService {
  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /** Gives the post's id. That an assistant is an in-service party member is for the officer to know: no feed tells who is one. */
  async appoint(input: Appointment): Promise<string> {
    const fault = faultInAppointment(input) ?? faultInIds(input);
    if (fault !== null) throw RequestErrors.badUserInput({ path: fault });
    assertMayIn('Mutation.appointToGrid', this.#asking.viewer, input.territory);
    return change(this.#asking, 'appointToGrid', input, async ({ em, publish, audit }) => {
      const person = await knownPerson(em, input.person, 'input.person');
      const post = em.create(GridPostRow, {
        id: newId(),
        role: input.role,
        territory: input.territory,
        grid: await this.#gridOf(em, input.territory),
        building: await buildingFor(em, input),
        entrance: input.entrance ?? null,
        department: input.department ?? null,
        unit: await knownUnit(em, input.unit ?? null, 'input.unit'),
        startsOn: input.startsOn,
        endsOn: null,
        publicisedOn: null,
      });
      await flushed(em, post);
      em.create(GridPostHolderRow, { post: post.id, person });
      gridPostEvents('GridPostFilled', post, person).forEach(publish);
      audit({ type: 'gridPost', id: post.id, territory: post.territory });
      return post.id;
    });
  }

  /**
   * Ends a post with a day, which is its last. A last day that is still to come may be moved, but not of a post whose holder is
   * erased, since nobody holds it any more.
   */
  async end(id: string, endsOn: string): Promise<string> {
    return change(this.#asking, 'endGridPost', { id, endsOn }, async ({ em, publish, audit }) => {
      const post = isId(id) ? await em.findOne(GridPostRow, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE }) : null;
      if (post === null) throw RequestErrors.notFound({ path: 'id' });
      assertMayIn('Mutation.endGridPost', this.#asking.viewer, post.territory);
      const holder = await em.findOne(GridPostHolderRow, { post: post.id });
      const reason = refusalOfEnd(post, endsOn, this.#asking.today);
      if (reason === 'HAS_ENDED' || holder === null) throw GridPostErrors.hasEnded({ endsOn: post.endsOn });
      if (reason !== null) throw GridPostErrors.endsBeforeItStarts({ startsOn: post.startsOn, path: 'endsOn' });
      const before = post.version;
      post.endsOn = endsOn;
      await flushed(em, post);
      if (post.version !== before) gridPostEvents('GridPostEnded', post, holder.person).forEach(publish);
      audit({ type: 'gridPost', id: post.id, territory: post.territory });
      return post.id;
    });
  }

  /** The grid that a post is to; null where it is to a community or street. */
  async #gridOf(em: EntityManager, territory: string): Promise<string | null> {
    if (['GRID', 'MICRO_GRID'].includes(levelOf(territory))) {
      return (await openGrid(em, territory, this.#asking.today, 'input.territory')).code;
    }
    await assertKnownArea(em, territory, 'input.territory');
    return null;
  }
}

function faultInIds({ person, building, unit }: Appointment): string | null {
  const ids = Object.entries({ person, building: building ?? null, unit: unit ?? null });
  const misfit = ids.find(([, id]) => id !== null && !isId(id));
  return misfit === undefined ? null : `input.${misfit[0]}`;
}

/** The building of a post, which is not moved to another grid before the post is there. */
async function buildingFor(em: EntityManager, appointment: Appointment): Promise<string | null> {
  const id = appointment.building ?? null;
  if (id === null) return null;
  const building = await em.findOne(BuildingRow, { id }, { lockMode: LockMode.PESSIMISTIC_READ });
  if (building === null) throw RequestErrors.unknownReference({ path: 'input.building' });
  const fault = faultInBuildingPost(appointment, building);
  if (fault !== null) throw RequestErrors.badUserInput({ path: fault });
  return building.id;
}

/** Writes the post; the database lets no second leader into a grid for the same days. */
async function flushed(em: EntityManager, post: GridPostRow): Promise<void> {
  try {
    await em.flush();
  } catch (error) {
    if ((error as { code?: string }).code !== EXCLUDED) throw error;
    throw GridPostErrors.leaderTaken({ grid: post.territory, startsOn: post.startsOn });
  }
}
