import { defineEntity, p } from '@mikro-orm/core';
import { idColumn, territoryColumn, versionColumn } from '@linli/persistence/columns';
import { GridPlanStatus } from './grid-plan.rules.js';
import { Shortfall } from './shortfall.rules.js';

/** A proposal that divides a community into grids. */
export const GridPlanSchema = defineEntity({
  name: 'GridPlanRow',
  tableName: 'grid_plan',
  properties: {
    id: idColumn(),
    community: territoryColumn(),
    targetHouseholds: p.integer(),
    status: p.enum(() => GridPlanStatus),
    noticeUntil: p.date().strictNullable(),
    moves: p.integer(),
    imbalance: p.double(),
    /** Fingerprint of the buildings that it was made from. */
    basis: p.string(),
    version: versionColumn(),
  },
});

export class GridPlanRow extends GridPlanSchema.class {}
GridPlanSchema.setClass(GridPlanRow);

/** A grid of a plan, by the number that the plan gives it. */
export const PlannedGridSchema = defineEntity({
  name: 'PlannedGridRow',
  tableName: 'planned_grid',
  properties: {
    plan: p.uuid().primary(),
    sequence: p.integer().primary(),
    buildings: p.array<string>().columnType('uuid[]'),
    households: p.integer(),
    contiguous: p.boolean(),
    deviation: p.double(),
    shortfall: p.enum(() => Shortfall).strictNullable(),
    /** Today's grid whose posts and name it takes over; null where none. */
    goesOnAs: territoryColumn().strictNullable(),
    isUnchanged: p.boolean(),
  },
});

export class PlannedGridRow extends PlannedGridSchema.class {}
PlannedGridSchema.setClass(PlannedGridRow);
