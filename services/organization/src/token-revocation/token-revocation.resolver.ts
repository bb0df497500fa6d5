import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { TerritoryCodeScalar } from '@linli/subgraph/scalars';
import type { OrganizationContext } from '../context.js';

@Resolver()
export class TokenRevocationResolver {
  @Mutation(() => Boolean, {
    description:
      'By an administrator: within a minute no token that the subject (a person, or the account of a machine) was given until now counts for the territory or anything in it. The answer is the same where there is no such subject.',
  })
  revokeRoles(
    @Arg('subject', () => ID) subject: string,
    @Arg('territory', () => TerritoryCodeScalar) territory: string,
    @Ctx() { tokenRevocationService }: OrganizationContext,
  ) {
    return tokenRevocationService.revokeRoles(subject, territory);
  }

  @Mutation(() => Boolean, {
    description: 'Within a minute every token that the viewer was given until now is refused, this one too.',
  })
  signOutEverywhere(@Ctx() { tokenRevocationService }: OrganizationContext) {
    return tokenRevocationService.signOutEverywhere();
  }
}
