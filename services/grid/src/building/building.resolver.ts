import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Compound } from '../compound/compound.type.js';
import type { GridContext } from '../context.js';
import { GridPost } from '../grid-post/grid-post.type.js';
import { Grid } from '../grid/grid.type.js';
import type { BuildingRecord } from './building.loaders.js';
import { Building, CreateBuildingInput, UpdateBuildingInput } from './building.type.js';

@Resolver(() => Building)
export class BuildingResolver {
  @Query(() => Building, { nullable: true })
  building(@Arg('id', () => ID) id: string, @Ctx() { buildings }: GridContext) {
    return buildings.byId(id);
  }

  @Mutation(() => Building)
  async createBuilding(
    @Arg('input', () => CreateBuildingInput) input: CreateBuildingInput,
    @Ctx() context: GridContext,
  ) {
    return context.buildings.byId(await context.buildingService.create(input));
  }

  @Mutation(() => Building)
  async updateBuilding(
    @Arg('id', () => ID) id: string,
    @Arg('input', () => UpdateBuildingInput) input: UpdateBuildingInput,
    @Ctx() context: GridContext,
  ) {
    return context.buildings.byId(await context.buildingService.update(id, input));
  }

  @FieldResolver(() => Grid)
  grid(@Root() building: BuildingRecord, @Ctx() { grids }: GridContext) {
    return grids.byCode(building.grid);
  }

  @FieldResolver(() => Compound, { nullable: true })
  compound(@Root() building: BuildingRecord, @Ctx() { compounds }: GridContext) {
    return building.compound === null ? null : compounds.byId(building.compound);
  }

  @FieldResolver(() => GridPost, { nullable: true, description: 'Its building chief today.' })
  chief(@Root() building: BuildingRecord, @Ctx() { gridPosts }: GridContext) {
    return gridPosts.chiefOf(building.id);
  }
}
