import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, Info, Int, Resolver, Root } from 'type-graphql';
import { CaseConnection, CaseFilter } from '../case/case.type.js';
import { CaseOrder } from '../case/case-words.rules.js';
import { askedOfCases } from '../case/case-columns.js';
import type { CasesContext } from '../context.js';
import { AreaReference, BuildingReference, GridReference } from './place.references.js';

@Resolver(() => AreaReference)
export class AreaResolver {
  @FieldResolver(() => CaseConnection, { nullable: true })
  cases(
    @Root() area: AreaReference,
    @Arg('where', () => CaseFilter, { nullable: true }) where: CaseFilter | undefined,
    @Arg('orderBy', () => CaseOrder, { nullable: true, defaultValue: CaseOrder.NEWEST }) orderBy: CaseOrder,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() { caseQueries }: CasesContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return caseQueries.list(area.code, { where, orderBy, first, after, ...askedOfCases(info) });
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'Cases not yet closed, over the subtree; of public kinds only, for whoever is no officer or grid staff there.',
  })
  openCases(@Root() area: AreaReference, @Ctx() { caseLoaders }: CasesContext) {
    return caseLoaders.openIn.load(area.code);
  }
}

@Resolver(() => GridReference)
export class GridResolver {
  @FieldResolver(() => CaseConnection, { nullable: true })
  cases(
    @Root() grid: GridReference,
    @Arg('where', () => CaseFilter, { nullable: true }) where: CaseFilter | undefined,
    @Arg('orderBy', () => CaseOrder, { nullable: true, defaultValue: CaseOrder.NEWEST }) orderBy: CaseOrder,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() { caseQueries }: CasesContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return caseQueries.list(grid.code, { where, orderBy, first, after, ...askedOfCases(info) });
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Cases not yet closed; of public kinds only, for whoever is no officer or grid staff there.',
  })
  openCases(@Root() grid: GridReference, @Ctx() { caseLoaders }: CasesContext) {
    return caseLoaders.openIn.load(grid.code);
  }
}

@Resolver(() => BuildingReference)
export class BuildingResolver {
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Of public kinds only, for whoever is no officer or grid staff there.',
  })
  openCases(@Root() building: BuildingReference, @Ctx() { caseLoaders }: CasesContext) {
    return caseLoaders.openInBuilding.load(building.id);
  }
}
