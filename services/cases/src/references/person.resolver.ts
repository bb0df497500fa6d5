import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, Info, Int, Resolver, Root } from 'type-graphql';
import { JsonScalar } from '@linli/subgraph/scalars';
import { CaseConnection } from '../case/case.type.js';
import { askedOfCases } from '../case/case-columns.js';
import type { CasesContext } from '../context.js';
import { PersonReference } from './person.references.js';

@Resolver(() => PersonReference)
export class PersonResolver {
  @FieldResolver(() => JsonScalar, {
    nullable: true,
    description:
      'All that this service holds about the person, for the person and the auditors (right of access and copy); null for anyone else. Of cases and steps the newest 1,000, and how many there are. Each copy by another is recorded.',
  })
  heldInCases(@Root() { id }: PersonReference, @Ctx() { held }: CasesContext) {
    return held.copyOf(id);
  }

  @FieldResolver(() => CaseConnection, {
    nullable: true,
    description:
      'Cases that the person reported, newest first: all for the person, for others those whose reporter they may know.',
  })
  reportedCases(
    @Root() { id }: PersonReference,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() { caseQueries }: CasesContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return caseQueries.reportedBy(id, { first, after, ...askedOfCases(info) });
  }
}
