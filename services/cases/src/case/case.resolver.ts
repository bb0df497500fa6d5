import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, ID, Info, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { TerritoryCodeScalar } from '@linli/subgraph/scalars';
import { CaseCategory } from '../category/category.type.js';
import type { CasesContext } from '../context.js';
import { PersonReference } from '../references/person.references.js';
import { AreaReference, BuildingReference, GridReference } from '../references/place.references.js';
import { gridOf, type CaseEventView } from './case-query.service.js';
import type { CaseView } from './case-view.js';
import { CaseAction } from './case.rules.js';
import {
  AcceptCaseInput,
  Case,
  CaseConnection,
  CaseEvent,
  CaseFilter,
  CaseHandlerInput,
  ReportCaseInput,
} from './case.type.js';
import { CaseOrder } from './case-words.rules.js';
import { askedOfCases } from './case-columns.js';

@Resolver(() => Case)
export class CaseResolver {
  @Query(() => Case, { nullable: true })
  case(@Arg('id', () => ID) id: string, @Ctx() { caseQueries }: CasesContext) {
    return caseQueries.find(id);
  }

  @Query(() => Case, { nullable: true })
  caseByNumber(@Arg('number', () => String) number: string, @Ctx() { caseQueries }: CasesContext) {
    return caseQueries.findByNumber(number);
  }

  @Query(() => CaseConnection, { nullable: true })
  cases(
    @Arg('within', () => TerritoryCodeScalar) within: string,
    @Arg('where', () => CaseFilter, { nullable: true }) where: CaseFilter | undefined,
    @Arg('orderBy', () => CaseOrder, { nullable: true, defaultValue: CaseOrder.NEWEST }) orderBy: CaseOrder,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() { caseQueries }: CasesContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return caseQueries.list(within, { where, orderBy, first, after, ...askedOfCases(info) });
  }

  @Mutation(() => Case)
  async reportCase(
    @Arg('input', () => ReportCaseInput) input: ReportCaseInput,
    @Ctx() { cases, caseQueries }: CasesContext,
  ) {
    return caseQueries.find(await cases.report(input));
  }

  @Mutation(() => Case)
  async acceptCase(
    @Arg('id', () => ID) id: string,
    @Arg('input', () => AcceptCaseInput) input: AcceptCaseInput,
    @Ctx() { cases, caseQueries }: CasesContext,
  ) {
    return caseQueries.find(await cases.accept(id, input));
  }

  @Mutation(() => Case)
  async assignCase(
    @Arg('id', () => ID) id: string,
    @Arg('handlers', () => [CaseHandlerInput]) handlers: CaseHandlerInput[],
    @Arg('note', () => String, { nullable: true }) note: string | null = null,
    @Arg('version', () => Int, { nullable: true }) version: number | null = null,
    @Ctx() { cases, caseQueries }: CasesContext,
  ) {
    return caseQueries.find(await cases.assign(id, handlers, note, version));
  }

  @Mutation(() => Case)
  async startCase(
    @Arg('id', () => ID) id: string,
    @Arg('version', () => Int, { nullable: true }) version: number | null = null,
    @Ctx() { cases, caseQueries }: CasesContext,
  ) {
    return caseQueries.find(await cases.start(id, version));
  }

  @Mutation(() => Case)
  async respondToReporter(
    @Arg('id', () => ID) id: string,
    @Arg('message', () => String) message: string,
    @Ctx() { cases, caseQueries }: CasesContext,
  ) {
    return caseQueries.find(await cases.respond(id, message));
  }

  @Mutation(() => Case)
  async resolveCase(
    @Arg('id', () => ID) id: string,
    @Arg('report', () => String) report: string,
    @Arg('version', () => Int, { nullable: true }) version: number | null = null,
    @Ctx() { cases, caseQueries }: CasesContext,
  ) {
    return caseQueries.find(await cases.resolve(id, report, version));
  }

  @Mutation(() => Case, {
    description:
      "After a check on the spot, or the reporter's own word; only once the reporter has been answered, and not by a handler of the case.",
  })
  async closeCase(
    @Arg('id', () => ID) id: string,
    @Arg('note', () => String, { nullable: true }) note: string | null = null,
    @Arg('version', () => Int, { nullable: true }) version: number | null = null,
    @Ctx() { cases, caseQueries }: CasesContext,
  ) {
    return caseQueries.find(await cases.close(id, note, version));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'For its reporter, its handlers and the officers of its territory; null for others. The reporter sees who else read it.',
  })
  description(@Root() view: CaseView, @Ctx() { caseTexts }: CasesContext) {
    return caseTexts.description(view);
  }

  @FieldResolver(() => PersonReference, { nullable: true, description: 'Null for whoever may not know.' })
  reporter(@Root() view: CaseView, @Ctx() { caseQueries }: CasesContext): PersonReference | null {
    const id = caseQueries.reporter(view);
    return id === null ? null : { id };
  }

  @FieldResolver(() => CaseCategory)
  category(@Root() view: CaseView, @Ctx() { categories }: CasesContext) {
    return categories.byCode(view.record.category);
  }

  @FieldResolver(() => AreaReference, { nullable: true })
  area(@Root() view: CaseView): AreaReference {
    return { code: view.territory.slice(0, 12) };
  }

  @FieldResolver(() => GridReference, { nullable: true })
  grid(@Root() view: CaseView): GridReference | null {
    const code = gridOf(view.territory);
    return code === null ? null : { code };
  }

  @FieldResolver(() => BuildingReference, { nullable: true })
  building(@Root() { record }: CaseView): BuildingReference | null {
    return record.building === null || !record.text_readable ? null : { id: record.building };
  }

  @FieldResolver(() => [CaseEvent])
  timeline(@Root() view: CaseView, @Ctx() { caseQueries }: CasesContext) {
    return caseQueries.timeline(view);
  }

  @FieldResolver(() => [CaseAction], { description: 'Moves that the viewer may make now.' })
  allowedActions(@Root() view: CaseView, @Ctx() { caseQueries }: CasesContext) {
    return caseQueries.allowedActions(view);
  }
}

@Resolver(() => CaseEvent)
export class CaseEventResolver {
  @FieldResolver(() => String, { nullable: true, description: 'Read as the description is.' })
  note(@Root() { record }: CaseEventView, @Ctx() { caseTexts }: CasesContext) {
    return caseTexts.note(record);
  }
}
