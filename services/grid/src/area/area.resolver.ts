import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { CivilDayScalar, TerritoryCodeScalar } from '@linli/subgraph/scalars';
import { CompoundConnection } from '../compound/compound.type.js';
import type { GridContext } from '../context.js';
import { GridConnection, GridFilter } from '../grid/grid.type.js';
import { PageOf20, PageOf50 } from '@linli/subgraph/page.type';
import { AreaLevel } from './area.rules.js';
import { Area, AreaConnection } from './area.type.js';

@Resolver(() => Area)
export class AreaResolver {
  @Query(() => Area, { nullable: true })
  area(@Arg('code', () => TerritoryCodeScalar) code: string, @Ctx() { areas }: GridContext) {
    return areas.byCode(code);
  }

  @Query(() => AreaConnection, {
    nullable: true,
    description:
      'By code; by name, in the order of pinyin, where a part of a name is looked for, which a former name may hold too.',
  })
  areas(
    @Arg('level', () => AreaLevel, { nullable: true }) level: AreaLevel | null,
    @Arg('within', () => TerritoryCodeScalar, { nullable: true }) within: string | null,
    @Arg('nameContains', () => String, { nullable: true }) nameContains: string | null,
    @Args(() => PageOf20) page: PageOf20,
    @Ctx() { areaSearch }: GridContext,
  ) {
    return areaSearch.find({ level, within, nameContains }, page);
  }

  @FieldResolver(() => Area, { nullable: true })
  parent(@Root() area: Area, @Ctx() { areas }: GridContext) {
    return areas.parentOf(area.code);
  }

  @FieldResolver(() => [Area], { description: 'From the province down to the parent.' })
  ancestors(@Root() area: Area, @Ctx() { areas }: GridContext) {
    return areas.ancestorsOf(area.code);
  }

  @FieldResolver(() => [String], { description: 'Names that it had and has no more, the last one first.' })
  formerNames(@Root() area: Area, @Ctx() { areas }: GridContext) {
    return areas.formerNamesOf(area.code);
  }

  @FieldResolver(() => AreaConnection)
  children(@Root() area: Area, @Args(() => PageOf50) page: PageOf50, @Ctx() { areas }: GridContext) {
    return areas.childrenOf(area, page);
  }

  @FieldResolver(() => CompoundConnection)
  compounds(@Root() area: Area, @Args(() => PageOf20) page: PageOf20, @Ctx() { compounds }: GridContext) {
    return compounds.inTerritory(area.code, page);
  }

  @FieldResolver(() => GridConnection, { description: 'Grids as of a day; today if not given.' })
  grids(
    @Root() area: Area,
    @Arg('where', () => GridFilter, { nullable: true }) where: GridFilter | null,
    @Arg('on', () => CivilDayScalar, { nullable: true }) on: string | null,
    @Args(() => PageOf20) page: PageOf20,
    @Ctx() { grids }: GridContext,
  ) {
    return grids.inTerritory(area.code, where, on, page);
  }
}
