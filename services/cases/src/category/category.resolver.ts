import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { CasesContext } from '../context.js';
import { CaseCategory, CaseCategoryInput } from './category.type.js';

@Resolver(() => CaseCategory)
export class CategoryResolver {
  @Query(() => [CaseCategory], { nullable: true })
  caseCategories(@Ctx() { categories }: CasesContext) {
    return categories.all();
  }

  @Mutation(() => CaseCategory)
  defineCaseCategory(
    @Arg('code', () => ID) code: string,
    @Arg('input', () => CaseCategoryInput) input: CaseCategoryInput,
    @Ctx() { categories }: CasesContext,
  ) {
    return categories.define(code, input);
  }

  @FieldResolver(() => CaseCategory, { nullable: true })
  parent(@Root() category: CaseCategory, @Ctx() { categories }: CasesContext) {
    return categories.parentOf(category.code);
  }

  @FieldResolver(() => [CaseCategory])
  kinds(@Root() category: CaseCategory, @Ctx() { categories }: CasesContext) {
    return categories.kindsOf(category.code);
  }
}
