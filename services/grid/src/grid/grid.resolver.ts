import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { GeoPointInput } from '@linli/subgraph/geo-point.type';
import { CivilDayScalar, TerritoryCodeScalar } from '@linli/subgraph/scalars';
import { Area } from '../area/area.type.js';
import { BuildingConnection } from '../building/building.type.js';
import type { GridContext } from '../context.js';
import { GridRole } from '../grid-post/grid-post.rules.js';
import { GridPost } from '../grid-post/grid-post.type.js';
import { PageOf20, PageOf50 } from '@linli/subgraph/page.type';
import type { GridRecord } from './grid.loaders.js';
import { CreateGridInput, Grid, GridConnection, GridFilter, UpdateGridInput } from './grid.type.js';

@Resolver(() => Grid)
export class GridResolver {
  @Query(() => Grid, { nullable: true })
  grid(@Arg('code', () => TerritoryCodeScalar) code: string, @Ctx() { grids }: GridContext) {
    return grids.byCode(code);
  }

  @Query(() => GridConnection, { nullable: true, description: 'Grids as of a day; today if not given.' })
  grids(
    @Arg('within', () => TerritoryCodeScalar) within: string,
    @Arg('where', () => GridFilter, { nullable: true }) where: GridFilter | null,
    @Arg('on', () => CivilDayScalar, { nullable: true }) on: string | null,
    @Args(() => PageOf20) page: PageOf20,
    @Ctx() { grids }: GridContext,
  ) {
    return grids.inTerritory(within, where, on, page);
  }

  @Query(() => Grid, {
    nullable: true,
    description:
      'The grid whose boundary holds the point; null where none does. On a border it is the one of the lowest code.',
  })
  gridAt(@Arg('point', () => GeoPointInput, { validate: false }) point: GeoPointInput, @Ctx() { grids }: GridContext) {
    return grids.at(point);
  }

  @Mutation(() => Grid)
  async createGrid(@Arg('input', () => CreateGridInput) input: CreateGridInput, @Ctx() context: GridContext) {
    return context.grids.byCode(await context.gridService.create(input));
  }

  @Mutation(() => Grid)
  async updateGrid(
    @Arg('code', () => TerritoryCodeScalar) code: string,
    @Arg('input', () => UpdateGridInput) input: UpdateGridInput,
    @Ctx() context: GridContext,
  ) {
    return context.grids.byCode(await context.gridService.update(code, input));
  }

  @FieldResolver(() => Area)
  community(@Root() grid: GridRecord, @Ctx() { areas }: GridContext) {
    return areas.byCode(grid.community);
  }

  @FieldResolver(() => Grid, { nullable: true, description: 'The grid that a micro-grid is part of.' })
  parent(@Root() grid: GridRecord, @Ctx() { grids }: GridContext) {
    return grid.parent === null ? null : grids.byCode(grid.parent);
  }

  @FieldResolver(() => [Grid])
  microGrids(@Root() grid: GridRecord, @Ctx() { grids }: GridContext) {
    return grids.microGridsOf(grid.code);
  }

  @FieldResolver(() => BuildingConnection, { description: 'Those of its micro-grids too.' })
  buildings(@Root() grid: GridRecord, @Args(() => PageOf50) page: PageOf50, @Ctx() { buildings }: GridContext) {
    return buildings.ofGrid(grid.code, page);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: "The sum of the known ones; null where no building's households are known.",
  })
  households(@Root() grid: GridRecord, @Ctx() { buildings }: GridContext) {
    return buildings.householdsOfGrid(grid.code);
  }

  @FieldResolver(() => [GridPost], { description: 'Held on a day, today if not given; at most 100.' })
  posts(
    @Root() grid: GridRecord,
    @Arg('role', () => GridRole, { nullable: true }) role: GridRole | null,
    @Arg('on', () => CivilDayScalar, { nullable: true }) on: string | null,
    @Ctx() { gridPosts }: GridContext,
  ) {
    return gridPosts.ofGrid(grid.code, role, on);
  }
}
