import { buildFederatedSchema, type FederatedSchema } from '@linli/subgraph/federated-schema';
import { AreaResolver } from './area/area.resolver.js';
import { BuildingResolver } from './building/building.resolver.js';
import { CompoundResolver } from './compound/compound.resolver.js';
import type { GridContext } from './context.js';
import { AreaCoverageResolver, GridCoverageResolver } from './coverage/coverage.resolver.js';
import { DiaryResolver, GridDiariesResolver } from './diary/diary.resolver.js';
import { GridPlanResolver, PlannedGridResolver } from './grid-plan/grid-plan.resolver.js';
import { LineageResolver } from './grid-plan/lineage.resolver.js';
import { GridPostResolver } from './grid-post/grid-post.resolver.js';
import { GridResolver } from './grid/grid.resolver.js';
import { AreaLedgerResolver, GridLedgerResolver } from './ledger/ledger.resolver.js';
import { permissions } from './permissions.js';
import type { PersonReference } from './references/person.references.js';
import { PersonResolver } from './references/person.resolver.js';
import { PostTrainingsResolver, TrainingRecordResolver, TrainingResolver } from './training/training.resolver.js';

/** The subgraph grid: where things are. */
export function buildGridSchema(): FederatedSchema {
  return buildFederatedSchema<GridContext>({
    resolvers: [
      AreaResolver,
      AreaCoverageResolver,
      GridCoverageResolver,
      CompoundResolver,
      GridResolver,
      BuildingResolver,
      GridPostResolver,
      GridPlanResolver,
      PlannedGridResolver,
      LineageResolver,
      AreaLedgerResolver,
      GridLedgerResolver,
      TrainingResolver,
      TrainingRecordResolver,
      PostTrainingsResolver,
      DiaryResolver,
      GridDiariesResolver,
      PersonResolver,
    ],
    orphanedTypes: [],
    contributed: { Person: ['id'] },
    references: {
      Area: ({ code }: { code: string }, { areas }) => areas.byCode(code),
      Compound: ({ id }: { id: string }, { compounds }) => compounds.byId(id),
      Grid: ({ code }: { code: string }, { grids }) => grids.byCode(code),
      Building: ({ id }: { id: string }, { buildings }) => buildings.byId(id),
      GridPlan: ({ id }: { id: string }, { gridPlans }) => gridPlans.byId(id),
      GridPost: ({ id }: { id: string }, { gridPosts }) => gridPosts.byId(id),
      Training: ({ id }: { id: string }, { trainings }) => trainings.byId(id),
      DiaryEntry: ({ id }: { id: string }, { diaries }) => diaries.byId(id),
      Person: ({ id }: PersonReference) => ({ id }),
    },
    permissions,
  });
}
