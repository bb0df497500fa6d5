import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { newGridCode } from '../grid/new-grid-code.js';
import { change, type Asking } from '../asking.js';
import type { UnitOfWork } from '@linli/persistence/unit-of-work';
import { GridRow } from '../grid/grid.entity.js';
import { gridEvent } from '../grid/grid.events.js';
import { lineageEvent } from '../grid/lineage.events.js';
import { GridKind } from '../grid/grid.rules.js';
import { buildingEvent } from '../building/building.events.js';
import { PlannedGridRow, type GridPlanRow } from './grid-plan.entity.js';
import { GridPlanErrors } from './grid-plan.errors.js';
import { adopted } from './grid-plan.rules.js';
import { namesByNumber } from './grid-name.rules.js';
import { notNow, planToChange } from './grid-plan.service.js';
import { fingerprintOf, gridOf, planningBasisOf, type PlanningBasis } from './planning-basis.js';
import { movePostsOfClosing } from './moved-posts.js';
import { Succession, type Place } from './succession.rules.js';

/** Adopts plans: opens their grids under new codes and closes those of today that change, on the day after the notice or later. */
export class GridPlanAdoption {
  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /** All of it in one transaction: grids, lineage, buildings, posts and their events. */
  async adopt(id: string): Promise<string> {
    return change(this.#asking, 'adoptGridPlan', { id }, async (unit) => {
      const { viewer, today } = this.#asking;
      const plan = await planToChange(unit.em, viewer, id, 'Mutation.adoptGridPlan');
      const outcome = adopted(plan, today);
      if (!outcome.allowed) {
        if (outcome.reason === 'NOT_NOW') throw notNow(plan);
        throw GridPlanErrors.stillOnNotice({ noticeUntil: plan.noticeUntil });
      }
      const basis = await planningBasisOf(unit.em, plan.community, { isLocked: true });
      if (fingerprintOf(basis) !== plan.basis) throw GridPlanErrors.outdated({ community: plan.community });
      const planned = await unit.em.find(PlannedGridRow, { plan: plan.id }, { orderBy: { sequence: 'asc' } });
      await this.#divideAnew(unit, plan, basis, planned);
      Object.assign(plan, outcome.change);
      unit.audit({ type: 'gridPlan', id: plan.id, territory: plan.community });
      return plan.id;
    });
  }

  async #divideAnew(
    unit: UnitOfWork,
    plan: GridPlanRow,
    basis: PlanningBasis,
    plannedGrids: readonly PlannedGridRow[],
  ): Promise<void> {
    const { today } = this.#asking;
    const planned = plannedGrids.filter((grid) => !grid.isUnchanged);
    const succession = new Succession(planned, new Map(basis.buildings.map(({ id, grid }) => [id, grid])));
    const closing = basis.grids.filter((grid) => succession.closing.includes(gridOf(grid.code)));
    const opening = new Opening(unit, plan.community, today);
    const ending = closing.filter(({ code }) => !planned.some(({ goesOnAs }) => goesOnAs === code));
    const names = await newNames(unit.em, plan.community, plannedGrids, ending);
    for (const { sequence, goesOnAs } of planned) {
      const before = closing.find(({ code }) => code === goesOnAs);
      await opening.openGrid(sequence, before ?? { name: names.get(sequence) ?? '', themes: [] });
    }
    for (const grid of closing.filter(({ kind }) => kind === GridKind.MICRO)) {
      const place = succession.placeOfMicroGrid(grid.code);
      if (place !== null) await opening.openMicroGrid(grid, place);
    }
    await unit.em.flush();
    for (const grid of closing) grid.closedOn = today;
    for (const building of basis.buildings) {
      const place = succession.placeOfBuilding(building.id);
      if (place !== null) building.grid = opening.codeOf(place);
    }
    await unit.em.flush();
    await keepLineage(unit, opening.lineageOf(planned, closing, succession));
    for (const grid of closing) unit.publish(gridEvent('GridClosed', grid));
    for (const grid of opening.grids) unit.publish(gridEvent('GridOpened', grid));
    for (const building of basis.buildings) {
      if (succession.placeOfBuilding(building.id) !== null) unit.publish(buildingEvent('BuildingMoved', building));
    }
    const codeOf = (place: Place) => opening.codeOf(place);
    await movePostsOfClosing(unit, { closing: closing.map(({ code }) => code), succession, codeOf, today });
    for (const { code } of [...closing, ...opening.grids]) unit.audit({ type: 'grid', id: code, territory: code });
  }
}

/** The grids and micro-grids that an adoption opens, by what they take the place of. */
class Opening {
  readonly grids: GridRow[] = [];
  readonly #unit: UnitOfWork;
  readonly #community: string;
  readonly #today: string;
  readonly #codes = new Map<number, string>();
  readonly #microCodes = new Map<string, string>();

  constructor(unit: UnitOfWork, community: string, today: string) {
    this.#unit = unit;
    this.#community = community;
    this.#today = today;
  }

  /** Under the next code. Its boundary is yet to be drawn. */
  async openGrid(sequence: number, { name, themes }: Pick<GridRow, 'name' | 'themes'>): Promise<void> {
    const code = await newGridCode(this.#unit.em, this.#community);
    this.#codes.set(sequence, code);
    this.#open(code, { name, themes, parent: null });
  }

  async openMicroGrid(microGrid: GridRow, { sequence }: Place): Promise<void> {
    const parent = this.codeOf({ sequence, microGrid: null });
    const code = await newGridCode(this.#unit.em, parent);
    this.#microCodes.set(microGrid.code, code);
    this.#open(code, { name: microGrid.name, themes: microGrid.themes, parent });
  }

  /** Code of what was opened for a place. */
  codeOf({ sequence, microGrid }: Place): string {
    const code = microGrid === null ? this.#codes.get(sequence) : this.#microCodes.get(microGrid);
    if (code === undefined) throw new Error('nothing was opened for the place');
    return code;
  }

  /** Each predecessor with each of its successors. */
  lineageOf(
    planned: readonly PlannedGridRow[],
    closing: readonly GridRow[],
    succession: Succession,
  ): [string, string][] {
    const ofGrids = planned.flatMap((grid) =>
      succession
        .predecessorsOf(grid)
        .map((code): [string, string] => [code, this.codeOf({ sequence: grid.sequence, microGrid: null })]),
    );
    const ofMicroGrids = closing
      .filter(({ kind }) => kind === GridKind.MICRO)
      .flatMap(({ code }) =>
        succession.successorsOfMicroGrid(code).map((place): [string, string] => [code, this.codeOf(place)]),
      );
    return [...ofGrids, ...ofMicroGrids];
  }

  #open(code: string, { parent, ...kept }: Pick<GridRow, 'name' | 'themes' | 'parent'>): void {
    const kind = parent === null ? GridKind.RESIDENTIAL : GridKind.MICRO;
    const [community, openedOn] = [this.#community, this.#today];
    const grid = { code, community, parent, kind, boundary: null, openedOn, closedOn: null, ...kept };
    this.grids.push(this.#unit.em.create(GridRow, grid));
  }
}

/** Names of the grids that go on as none of today's; no grid that is left when some end has the same. */
async function newNames(
  em: EntityManager,
  community: string,
  planned: readonly PlannedGridRow[],
  ending: readonly GridRow[],
): Promise<Map<number, string>> {
  const open = await em.find(GridRow, { community, closedOn: null });
  const living = open.filter((grid) => !ending.includes(grid)).map(({ name }) => name);
  const sequences = planned.filter(({ goesOnAs }) => goesOnAs === null).map(({ sequence }) => sequence);
  return namesByNumber(sequences, { living, grids: planned.length });
}

async function keepLineage(
  { em, publish }: UnitOfWork,
  lineage: readonly (readonly [string, string])[],
): Promise<void> {
  const [predecessors, successors] = [lineage.map(([from]) => from), lineage.map(([, to]) => to)];
  await sql`
    insert into grid_lineage (predecessor, successor)
    select * from unnest(${predecessors}::text[], ${successors}::text[])`.execute(em.getKysely());
  for (const [grid, pairs] of Map.groupBy(lineage, ([from]) => from)) {
    publish(
      lineageEvent(
        grid,
        pairs.map(([, to]) => to),
      ),
    );
  }
}
