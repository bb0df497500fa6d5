import { Arg, Ctx, FieldResolver, Float, Int, Resolver, Root } from 'type-graphql';
import { CivilDayScalar } from '@linli/subgraph/scalars';
import { Area } from '../area/area.type.js';
import type { GridContext } from '../context.js';
import type { CoverageRecord } from './coverage-record.js';
import { GridCoverage, GridRoleCount } from './coverage.type.js';

@Resolver(() => Area)
export class AreaCoverageResolver {
  @FieldResolver(() => GridCoverage, {
    description:
      'Totals over the whole subtree as of a day; today if not given. Compounds, buildings and households of an earlier day are those that had been entered by then.',
  })
  gridCoverage(
    @Root() area: Area,
    @Arg('on', () => CivilDayScalar, { nullable: true }) on: string | null,
    @Ctx() { coverage }: GridContext,
  ) {
    return coverage.ofArea(area.code, on);
  }
}

@Resolver(() => GridCoverage)
export class GridCoverageResolver {
  @FieldResolver(() => [GridRoleCount], {
    description: 'People posted on the day, by role; whoever holds two posts of a role counts twice.',
  })
  posts(@Root() totals: CoverageRecord, @Ctx() { coverage }: GridContext) {
    return coverage.postsIn(totals);
  }

  @FieldResolver(() => Int, { description: 'Grids with no grid leader on the day.' })
  gridsWithoutLeader(@Root() totals: CoverageRecord, @Ctx() { coverage }: GridContext) {
    return coverage.gridsWithoutLeaderIn(totals);
  }

  @FieldResolver(() => Int, { description: 'Buildings with no building chief on the day.' })
  buildingsWithoutChief(@Root() totals: CoverageRecord, @Ctx() { coverage }: GridContext) {
    return coverage.buildingsWithoutChiefIn(totals);
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description:
      'Share of grid staff who completed at least one training in the last 12 months, 0 to 1; null where no one is posted. Whoever holds several posts counts once.',
  })
  trainingRate(@Root() totals: CoverageRecord, @Ctx() { coverage }: GridContext) {
    return coverage.trainingRateIn(totals);
  }
}
