import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { TerritoryCodeScalar } from '@linli/subgraph/scalars';
import { Agreement } from '../agreement/agreement.type.js';
import type { VolunteerContext } from '../context.js';
import { PageOf20 } from '@linli/subgraph/page.type';
import { AreaReference, GridReference } from '../references/place.references.js';
import { ListingStatus } from '../resource/resource.rules.js';
import { ResourceConnection } from '../resource/resource.type.js';
import { UnitKind, UnitStatus } from './unit.rules.js';
import { ApplyAsUnitInput, Unit, UnitConnection } from './unit.type.js';

@Resolver(() => Unit)
export class UnitResolver {
  @Query(() => Unit, { nullable: true })
  unit(@Arg('id', () => ID) id: string, @Ctx() { units }: VolunteerContext) {
    return units.byId(id);
  }

  @Query(() => UnitConnection, { nullable: true })
  units(
    @Arg('within', () => TerritoryCodeScalar, { nullable: true }) within: string | null,
    @Arg('kind', () => UnitKind, { nullable: true }) kind: UnitKind | null,
    @Arg('status', () => UnitStatus, { nullable: true }) status: UnitStatus | null,
    @Arg('nameContains', () => String, { nullable: true }) nameContains: string | null,
    @Args(() => PageOf20) page: PageOf20,
    @Ctx() { units }: VolunteerContext,
  ) {
    return units.within(within, { kind, status, nameContains }, page);
  }

  @Mutation(() => Unit)
  async applyAsUnit(@Arg('input', () => ApplyAsUnitInput) input: ApplyAsUnitInput, @Ctx() context: VolunteerContext) {
    return context.units.byId(await context.unitService.apply(input));
  }

  @Mutation(() => Unit)
  async confirmUnit(@Arg('id', () => ID) id: string, @Ctx() context: VolunteerContext) {
    return context.units.byId(await context.unitService.confirm(id));
  }

  @Mutation(() => Unit)
  async rejectUnit(
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() context: VolunteerContext,
  ) {
    return context.units.byId(await context.unitService.reject(id, reason));
  }

  @Mutation(() => Unit)
  async reportUnitToCommunity(
    @Arg('unit', () => ID) unit: string,
    @Arg('community', () => TerritoryCodeScalar) community: string,
    @Ctx() context: VolunteerContext,
  ) {
    return context.units.byId(await context.unitService.reportToCommunity(unit, community));
  }

  @Mutation(() => Unit, { description: 'Adds grids to those that it was drawn into.' })
  async drawUnitIntoGrids(
    @Arg('unit', () => ID) unit: string,
    @Arg('grids', () => [TerritoryCodeScalar]) grids: string[],
    @Ctx() context: VolunteerContext,
  ) {
    return context.units.byId(await context.unitService.drawIntoGrids(unit, grids));
  }

  @FieldResolver(() => [AreaReference], { nullable: 'items', description: 'Communities that it reports to.' })
  async communities(@Root() unit: Unit, @Ctx() { units }: VolunteerContext) {
    return (await units.communitiesOf(unit.id)).map((code) => (code === null ? null : { code }));
  }

  @FieldResolver(() => [GridReference], { nullable: 'items', description: 'Grids that it was drawn into (纳入网格).' })
  async grids(@Root() unit: Unit, @Ctx() { units }: VolunteerContext) {
    return (await units.gridsOf(unit.id)).map((code) => (code === null ? null : { code }));
  }

  @FieldResolver(() => [Agreement])
  agreements(@Root() unit: Unit, @Ctx() { agreements }: VolunteerContext) {
    return agreements.ofUnit(unit.id);
  }

  @FieldResolver(() => ResourceConnection)
  resources(
    @Root() unit: Unit,
    @Arg('status', () => ListingStatus, { nullable: true }) status: ListingStatus | null,
    @Args(() => PageOf20) page: PageOf20,
    @Ctx() { resources }: VolunteerContext,
  ) {
    return resources.ofUnit(unit.id, status, page);
  }
}
