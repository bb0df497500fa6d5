import { migrate, openDatabase, type Database } from '@linli/persistence/database';
import { BuildingSchema } from './building/building.entity.js';
import { CompoundSchema } from './compound/compound.entity.js';
import { DiarySchema } from './diary/diary.entity.js';
import { GridPlanSchema, PlannedGridSchema } from './grid-plan/grid-plan.entity.js';
import { GridPostHolderSchema, GridPostSchema } from './grid-post/grid-post.entity.js';
import { GridSchema } from './grid/grid.entity.js';
import { Migration20261122000000 } from './migrations/Migration20261122000000.js';
import { Migration20261122300000 } from './migrations/Migration20261122300000.js';
import { Migration20261122400000 } from './migrations/Migration20261122400000.js';
import { Migration20261122600000 } from './migrations/Migration20261122600000.js';
import { Migration20261122700000 } from './migrations/Migration20261122700000.js';
import { Migration20261122800000 } from './migrations/Migration20261122800000.js';
import { Migration20261122900000 } from './migrations/Migration20261122900000.js';
import { Migration20261122910000 } from './migrations/Migration20261122910000.js';
import { Migration20261122920000 } from './migrations/Migration20261122920000.js';
import { Migration20261122950000 } from './migrations/Migration20261122950000.js';
import { Migration20261122980000 } from './migrations/Migration20261122980000.js';
import { Migration20261122990000 } from './migrations/Migration20261122990000.js';
import { Migration20261122991000 } from './migrations/Migration20261122991000.js';
import { Migration20261122992000 } from './migrations/Migration20261122992000.js';
import { Migration20261122993000 } from './migrations/Migration20261122993000.js';
import { TrainingSchema } from './training/training.entity.js';

/** The tables that use cases change; migrations, imports and triggers write the others. */
const entities = [
  CompoundSchema,
  GridSchema,
  BuildingSchema,
  GridPostSchema,
  GridPostHolderSchema,
  GridPlanSchema,
  PlannedGridSchema,
  TrainingSchema,
  DiarySchema,
];

/** The migrations of grid, in their order. */
export const migrations = [
  Migration20261122000000,
  Migration20261122300000,
  Migration20261122400000,
  Migration20261122600000,
  Migration20261122700000,
  Migration20261122800000,
  Migration20261122900000,
  Migration20261122910000,
  Migration20261122920000,
  Migration20261122950000,
  Migration20261122980000,
  Migration20261122990000,
  Migration20261122991000,
  Migration20261122992000,
  Migration20261122993000,
];

/** The database as the role in the connection string. */
export function openGridDatabase(
  url: string,
  options: { connections?: number; statementTimeoutMs?: number } = {},
): Database {
  return openDatabase({ url, entities, statementTimeoutMs: 3_000, ...options });
}

/** Brings the database up to date, as its owner. */
export function migrateGrid(ownerUrl: string): Promise<void> {
  return migrate({ url: ownerUrl, entities, migrations });
}
