import { withSucceededRoles } from '@linli/persistence/succeeded-roles';
import type { RequestFacts } from '@linli/subgraph/subgraph-server';
import { AreaSearch } from './area/area-search.loaders.js';
import { AreaLoaders } from './area/area.loaders.js';
import { askingOf, type GridDependencies } from './asking.js';
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
  return async (told) => {
    const reader = dependencies.database.em.fork().getKysely();
    const facts = { ...told, viewer: await withSucceededRoles(reader, 'grid_lineage', told.viewer) };
    const asking = askingOf(dependencies, facts);
    const { cursors, today } = asking;
    const grids = new GridLoaders(reader, cursors, today);
    return {
      ...facts,
      areas: new AreaLoaders(reader, cursors),
      areaSearch: new AreaSearch(reader, cursors),
      compounds: new CompoundLoaders(reader, cursors),
      grids,
      buildings: new BuildingLoaders(reader, cursors),
      gridPlans: new GridPlanLoaders(reader, facts.viewer),
      lineage: new LineageLoaders(reader, grids),
      gridPosts: new GridPostLoaders(reader, today),
      postHolders: new PostHolderLoaders(asking),
      coverage: new CoverageLoaders(reader, today),
      ledgers: new LedgerLoaders(reader, facts.viewer),
      trainings: new TrainingLoaders(reader),
      diaries: new DiaryLoaders(asking),
      diaryNotes: new DiaryNotes(asking),
      compoundService: new CompoundService(asking),
      gridService: new GridService(asking),
      buildingService: new BuildingService(asking),
      gridPlanService: new GridPlanService(asking),
      gridPlanAdoption: new GridPlanAdoption(asking),
      gridPostService: new GridPostService(asking),
      rosterService: new RosterService(asking),
      ledgerService: new LedgerService(asking),
      trainingService: new TrainingService(asking),
      diaryService: new DiaryService(asking),
      held: new HeldService(asking),
    };
  };
}
