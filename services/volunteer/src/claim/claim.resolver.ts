import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { VolunteerContext } from '../context.js';
import { AreaReference } from '../references/place.references.js';
import { Resource } from '../resource/resource.type.js';
import type { ClaimRecord } from './claim.loaders.js';
import { Claim, ClaimResourceInput } from './claim.type.js';

@Resolver(() => Claim)
export class ClaimResolver {
  @Query(() => Claim, { nullable: true })
  claim(@Arg('id', () => ID) id: string, @Ctx() { claims }: VolunteerContext) {
    return claims.byId(id);
  }

  @Mutation(() => Claim)
  async claimResource(
    @Arg('input', () => ClaimResourceInput) input: ClaimResourceInput,
    @Ctx() context: VolunteerContext,
  ) {
    return context.claims.byId(await context.claimService.claim(input));
  }

  @Mutation(() => Claim)
  async withdrawClaim(
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() context: VolunteerContext,
  ) {
    return context.claims.byId(await context.claimService.withdraw(id, reason));
  }

  @FieldResolver(() => Resource)
  resource(@Root() claim: ClaimRecord, @Ctx() { resources }: VolunteerContext) {
    return resources.byId(claim.resource);
  }

  @FieldResolver(() => AreaReference, { nullable: true })
  community(@Root() claim: ClaimRecord): AreaReference {
    return { code: claim.community };
  }
}
