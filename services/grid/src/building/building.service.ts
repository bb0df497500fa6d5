import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { isId, newId } from '@linli/persistence/columns';
import type { UnitOfWork } from '@linli/persistence/unit-of-work';
import { RequestErrors } from '@linli/subgraph/request.errors';
import { change, type Asking } from '../asking.js';
import { CompoundRow } from '../compound/compound.entity.js';
import { movePostsOfBuilding } from '../grid-post/moved-posts.js';
import { openGrid } from '../grid/open-grid.js';
import { nameFrom } from '../name.rules.js';
import { assertMayIn } from '../permissions.js';
import { BuildingRow } from './building.entity.js';
import { buildingEvent } from './building.events.js';
import { faultInBuilding, mayStandIn, type BuildingChange, type NewBuilding } from './building.rules.js';
import { assertNotImported, waitForImport } from './import-turn.js';

/** Buildings: entered, kept and moved between grids by the officers of their territory. */
export class BuildingService {
  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /** Gives the building's id. */
  async create(input: NewBuilding): Promise<string> {
    const fault = faultInBuilding(input);
    if (fault !== null) throw RequestErrors.badUserInput({ path: fault });
    const { today, viewer } = this.#asking;
    assertMayIn('Mutation.createBuilding', viewer, input.grid);
    return change(this.#asking, 'createBuilding', input, async ({ em, publish, audit }) => {
      const { grid, entrances } = input;
      const hasWaited = await waitForImport(em);
      await openGrid(em, grid, today, 'input.grid');
      const building = em.create(BuildingRow, {
        id: newId(),
        grid,
        compound: await compoundFor(em, input.compound ?? null, grid),
        number: nameFrom(input.number) ?? '',
        entrances,
        floors: input.floors ?? null,
        households: input.households ?? null,
        location: input.location ?? null,
      });
      if (hasWaited) await assertNotImported(em, building);
      await em.flush();
      publish(buildingEvent('BuildingCreated', building));
      audit({ type: 'building', id: building.id, territory: grid });
      return building.id;
    });
  }

  /** What the input leaves out stays as it is. The posts of a building move with it to another grid. */
  async update(id: string, input: BuildingChange): Promise<string> {
    const fault = faultInBuilding(input);
    if (fault !== null) throw RequestErrors.badUserInput({ path: fault });
    return change(this.#asking, 'updateBuilding', { id, input }, async (unit) => {
      const { em, publish, audit } = unit;
      const hasWaited = await waitForImport(em);
      const building = isId(id)
        ? await em.findOne(BuildingRow, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE })
        : null;
      if (building === null) throw RequestErrors.notFound({ path: 'id' });
      assertMayIn('Mutation.updateBuilding', this.#asking.viewer, building.grid);
      const { grid, number, version } = building;
      await this.#move(unit, building, input.grid ?? building.grid);
      apply(building, input);
      const isRenamed = building.grid !== grid || building.number !== number;
      if (hasWaited && isRenamed) await assertNotImported(em, building);
      await em.flush();
      const type = building.grid === grid ? 'BuildingChanged' : 'BuildingMoved';
      if (building.version !== version) publish(buildingEvent(type, building));
      audit({ type: 'building', id: building.id, territory: building.grid });
      return building.id;
    });
  }

  async #move(unit: UnitOfWork, building: BuildingRow, grid: string): Promise<void> {
    if (grid === building.grid) return;
    const { today, viewer } = this.#asking;
    assertMayIn('Mutation.updateBuilding', viewer, grid);
    if (!mayStandIn(building, grid)) throw RequestErrors.badUserInput({ path: 'input.grid' });
    await openGrid(unit.em, grid, today, 'input.grid');
    building.grid = grid;
    await movePostsOfBuilding(unit, building.id, grid, today);
  }
}

function apply(building: BuildingRow, input: BuildingChange): void {
  building.number = nameFrom(input.number ?? null) ?? building.number;
  building.entrances = input.entrances ?? building.entrances;
  if (input.floors !== undefined) building.floors = input.floors;
  if (input.households !== undefined) building.households = input.households;
  if (input.location !== undefined) building.location = input.location;
}

/** The id of the compound that an input names; it is one of the grid's community. */
async function compoundFor(em: EntityManager, id: string | null, grid: string): Promise<string | null> {
  if (id === null) return null;
  const compound = isId(id) ? await em.findOne(CompoundRow, { id }) : null;
  if (compound === null) throw RequestErrors.unknownReference({ path: 'input.compound' });
  if (!grid.startsWith(compound.community)) throw RequestErrors.badUserInput({ path: 'input.compound' });
  return compound.id;
}
