import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { CivilDayScalar, TerritoryCodeScalar } from '@linli/subgraph/scalars';
import { Area } from '../area/area.type.js';
import { Building } from '../building/building.type.js';
import type { GridContext } from '../context.js';
import type { GridPlanRecord, PlannedGridRecord } from './grid-plan.loaders.js';
import { GridPlan, PlannedGrid } from './grid-plan.type.js';
import { reasonOf } from './shortfall.rules.js';

@Resolver(() => GridPlan)
export class GridPlanResolver {
  @Query(() => GridPlan, { nullable: true })
  gridPlan(@Arg('id', () => ID) id: string, @Ctx() { gridPlans }: GridContext) {
    return gridPlans.byId(id);
  }

  @Mutation(() => GridPlan, {
    description:
      'Of a community that takes longer than a request has, it is refused with GRID_PLAN_UNDER_WAY; the same request made again gets the plan.',
  })
  async proposeGridPlan(
    @Arg('community', () => TerritoryCodeScalar) community: string,
    @Arg('targetHouseholds', () => Int) targetHouseholds: number,
    @Ctx() { gridPlans, gridPlanService }: GridContext,
  ) {
    return gridPlans.byId(await gridPlanService.propose(community, targetHouseholds));
  }

  @Mutation(() => GridPlan)
  async putGridPlanOnNotice(
    @Arg('id', () => ID) id: string,
    @Arg('until', () => CivilDayScalar) until: string,
    @Ctx() { gridPlans, gridPlanService }: GridContext,
  ) {
    return gridPlans.byId(await gridPlanService.putOnNotice(id, until));
  }

  @Mutation(() => GridPlan, { description: 'From the day after its notice on.' })
  async adoptGridPlan(@Arg('id', () => ID) id: string, @Ctx() { gridPlans, gridPlanAdoption }: GridContext) {
    return gridPlans.byId(await gridPlanAdoption.adopt(id));
  }

  @Mutation(() => GridPlan)
  async withdrawGridPlan(@Arg('id', () => ID) id: string, @Ctx() { gridPlans, gridPlanService }: GridContext) {
    return gridPlans.byId(await gridPlanService.withdraw(id));
  }

  @FieldResolver(() => Area)
  community(@Root() plan: GridPlanRecord, @Ctx() { areas }: GridContext) {
    return areas.byCode(plan.community);
  }

  @FieldResolver(() => [PlannedGrid], { description: 'By their sequence; at most 100.' })
  grids(@Root() plan: GridPlanRecord, @Ctx() { gridPlans }: GridContext) {
    return gridPlans.gridsOf(plan.id);
  }
}

@Resolver(() => PlannedGrid)
export class PlannedGridResolver {
  @FieldResolver(() => [Building])
  buildings(@Root() planned: PlannedGridRecord, @Ctx() { buildings }: GridContext) {
    return Promise.all(planned.buildings.map((id) => buildings.byId(id)));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Why it could not be better; null where it is within 0.15.',
  })
  reason(@Root() { shortfall }: PlannedGridRecord, @Ctx() { language }: GridContext) {
    return shortfall === null ? null : reasonOf(shortfall, language);
  }
}
