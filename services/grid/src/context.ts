import type { Reader } from '@linli/persistence/batched-reads';
import { withSucceededRoles } from '@linli/persistence/succeeded-roles';
import { lazyContext } from '@linli/subgraph/lazy-context';
import type { RequestFacts } from '@linli/subgraph/subgraph-server';
import { AreaSearch } from './area/area-search.loaders.js';
import { AreaLoaders } from './area/area.loaders.js';
import { askingOf, type Asking, type GridDependencies } from './asking.js';
import { BuildingLoaders } from './building/building.loaders.js';
import { BuildingService } from './building/building.service.js';
import { CompoundLoaders } from './compound/compound.loaders.js';
import { CompoundService } from './compound/compound.service.js';
import { CoverageLoaders } from './coverage/coverage.loaders.js';
import { DiaryLoaders } from './diary/diary.loaders.js';
import { DiaryNotes } from './diary/diary-notes.js';
import { DiaryService } from './diary/diary.service.js';
import { GridPlanAdoption } from './grid-plan/adoption.service.js';
import { GridPlanLoaders } from './grid-plan/grid-plan.loaders.js';
import { GridPlanService } from './grid-plan/grid-plan.service.js';
import { LineageLoaders } from './grid-plan/lineage.loaders.js';
import { GridPostLoaders } from './grid-post/grid-post.loaders.js';
import { GridPostService } from './grid-post/grid-post.service.js';
import { PostHolderLoaders } from './grid-post/post-holder.loaders.js';
import { RosterService } from './grid-post/roster.service.js';
import { GridLoaders } from './grid/grid.loaders.js';
import { GridService } from './grid/grid.service.js';
import { HeldService } from './held/held.service.js';
import { LedgerLoaders } from './ledger/ledger.loaders.js';
import { LedgerService } from './ledger/ledger.service.js';
import { TrainingLoaders } from './training/training.loaders.js';
import { TrainingService } from './training/training.service.js';

/** What resolvers are given: the loaders and use cases of one request. */
export interface GridContext extends RequestFacts {
  readonly areas: AreaLoaders;
  readonly areaSearch: AreaSearch;
  readonly compounds: CompoundLoaders;
  readonly grids: GridLoaders;
  readonly buildings: BuildingLoaders;
  readonly gridPlans: GridPlanLoaders;
  readonly lineage: LineageLoaders;
  readonly gridPosts: GridPostLoaders;
  readonly postHolders: PostHolderLoaders;
  readonly coverage: CoverageLoaders;
  readonly ledgers: LedgerLoaders;
  readonly trainings: TrainingLoaders;
  readonly diaries: DiaryLoaders;
  readonly diaryNotes: DiaryNotes;
  readonly compoundService: CompoundService;
  readonly gridService: GridService;
  readonly buildingService: BuildingService;
  readonly gridPlanService: GridPlanService;
  readonly gridPlanAdoption: GridPlanAdoption;
  readonly gridPostService: GridPostService;
  readonly rosterService: RosterService;
  readonly ledgerService: LedgerService;
  readonly trainingService: TrainingService;
  readonly diaryService: DiaryService;
  readonly held: HeldService;
}

export function contextFactory(dependencies: GridDependencies): (facts: RequestFacts) => Promise<GridContext> {
  const reader = dependencies.database.em.fork().getKysely();
  return async (told) => {
    const facts = { ...told, viewer: await withSucceededRoles(reader, 'grid_lineage', told.viewer) };
    return contextOf({ ...facts, asking: askingOf(dependencies, facts), reader });
  };
}

/** What the loaders and use cases of a request are made from. */
interface Known extends RequestFacts {
  readonly asking: Asking;
  readonly reader: Reader;
}

const contextOf = lazyContext<Known, Omit<GridContext, keyof RequestFacts>>({
  areas: ({ asking, reader }) => new AreaLoaders(reader, asking.cursors),
  areaSearch: ({ asking, reader }) => new AreaSearch(reader, asking.cursors),
  compounds: ({ asking, reader }) => new CompoundLoaders(reader, asking.cursors),
  grids: ({ asking, reader }) => new GridLoaders(reader, asking.cursors, asking.today),
  buildings: ({ asking, reader }) => new BuildingLoaders(reader, asking.cursors),
  gridPlans: ({ asking, reader }) => new GridPlanLoaders(reader, asking.viewer),
  lineage: ({ reader, grids }) => new LineageLoaders(reader, grids),
  gridPosts: ({ asking, reader }) => new GridPostLoaders(reader, asking.today),
  postHolders: ({ asking }) => new PostHolderLoaders(asking),
  coverage: ({ asking, reader }) => new CoverageLoaders(reader, asking.today),
  ledgers: ({ asking, reader }) => new LedgerLoaders(reader, asking.viewer),
  trainings: ({ reader }) => new TrainingLoaders(reader),
  diaries: ({ asking }) => new DiaryLoaders(asking),
  diaryNotes: ({ asking }) => new DiaryNotes(asking),
  compoundService: ({ asking }) => new CompoundService(asking),
  gridService: ({ asking }) => new GridService(asking),
  buildingService: ({ asking }) => new BuildingService(asking),
  gridPlanService: ({ asking }) => new GridPlanService(asking),
  gridPlanAdoption: ({ asking }) => new GridPlanAdoption(asking),
  gridPostService: ({ asking }) => new GridPostService(asking),
  rosterService: ({ asking }) => new RosterService(asking),
  ledgerService: ({ asking }) => new LedgerService(asking),
  trainingService: ({ asking }) => new TrainingService(asking),
  diaryService: ({ asking }) => new DiaryService(asking),
  held: ({ asking }) => new HeldService(asking),
});
