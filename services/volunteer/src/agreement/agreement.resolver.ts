import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { CivilDayScalar } from '@linli/subgraph/scalars';
import type { VolunteerContext } from '../context.js';
import { AreaReference } from '../references/place.references.js';
import { Resource } from '../resource/resource.type.js';
import { Unit } from '../unit/unit.type.js';
import type { AgreementRecord } from './agreement.loaders.js';
import { AgreementSide, signedOn } from './agreement.rules.js';
import { Agreement, DraftAgreementInput } from './agreement.type.js';

@Resolver(() => Agreement)
export class AgreementResolver {
  @Query(() => Agreement, { nullable: true })
  agreement(@Arg('id', () => ID) id: string, @Ctx() { agreements }: VolunteerContext) {
    return agreements.byId(id);
  }

  @Mutation(() => Agreement)
  async draftAgreement(
    @Arg('input', () => DraftAgreementInput) input: DraftAgreementInput,
    @Ctx() context: VolunteerContext,
  ) {
    return context.agreements.byId(await context.agreementService.draft(input));
  }

  @Mutation(() => Agreement)
  async signAgreement(
    @Arg('id', () => ID) id: string,
    @Arg('side', () => AgreementSide) side: AgreementSide,
    @Arg('signedOn', () => CivilDayScalar) day: string,
    @Ctx() context: VolunteerContext,
  ) {
    return context.agreements.byId(await context.agreementService.sign(id, side, day));
  }

  @FieldResolver(() => AreaReference, { nullable: true })
  community(@Root() agreement: AgreementRecord): AreaReference {
    return { code: agreement.community };
  }

  @FieldResolver(() => Unit)
  unit(@Root() agreement: AgreementRecord, @Ctx() { units }: VolunteerContext) {
    return units.byId(agreement.unit);
  }

  @FieldResolver(() => CivilDayScalar, { nullable: true, description: 'The later of the two.' })
  signedOn(@Root() agreement: AgreementRecord) {
    return signedOn(agreement);
  }

  @FieldResolver(() => [Resource])
  resources(@Root() agreement: AgreementRecord, @Ctx() { resources }: VolunteerContext) {
    return resources.ofAgreement(agreement.id);
  }
}
