import { PersistenceErrors } from '@linli/persistence/persistence.errors';
import { RequestErrors } from '@linli/subgraph/request.errors';
import { BuildingErrors } from './building/building.errors.js';
import { DiaryErrors } from './diary/diary.errors.js';
import { GridPlanErrors } from './grid-plan/grid-plan.errors.js';
import { GridPostErrors } from './grid-post/grid-post.errors.js';
import { GridErrors } from './grid/grid.errors.js';
import { LedgerErrors } from './ledger/ledger.errors.js';
import { permissions } from './permissions.js';
import { buildGridSchema } from './schema.js';
import { TrainingErrors } from './training/training.errors.js';

/** What is generated from this service and committed, as one JSON document on standard output. */
const generated = {
  schema: buildGridSchema().sdl,
  errors: [
    RequestErrors,
    PersistenceErrors,
    GridErrors,
    BuildingErrors,
    GridPlanErrors,
    GridPostErrors,
    LedgerErrors,
    TrainingErrors,
    DiaryErrors,
  ].flatMap(({ templates }) => templates),
  permissions: Object.entries(permissions).map(([entrance, { who, where, reason }]) => ({
    entrance,
    who,
    where,
    reason,
  })),
};

process.stdout.write(JSON.stringify(generated));
