import { Directive, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { connectionType } from '@linli/subgraph/connection';
import { CivilDayScalar } from '@linli/subgraph/scalars';
import { MembershipStatus } from './membership.rules.js';

registerEnumType(MembershipStatus, {
  name: 'MembershipStatus',
  description: 'Full and probationary members count as members.',
});

@ObjectType({
  description:
    "A member's place in the structure. At work they belong to one organisation, at home they report to another (双报到).",
})
@Directive('@key(fields: "id")')
export class PartyMembership {
  @Field(() => ID)
  id!: string;

  @Field(() => MembershipStatus)
  status!: MembershipStatus;

  @Field(() => CivilDayScalar, { nullable: true })
  reportedOn!: string | null;

  @Field(() => Boolean, {
    description:
      "The member's own choice to be known as one (亮身份); false until they say so. Without it the membership shows only to themselves and to officers of their organisations.",
  })
  publiclyDisplayed!: boolean;

  @Field(() => CivilDayScalar)
  joinedOn!: string;

  @Field(() => CivilDayScalar, { nullable: true })
  leftOn!: string | null;
}

export const PartyMembershipConnection = connectionType('PartyMembership', () => PartyMembership);

@InputType()
export class AdmitMemberInput {
  @Field(() => ID)
  person!: string;

  @Field(() => ID)
  organization!: string;

  @Field(() => MembershipStatus)
  status!: MembershipStatus;

  @Field(() => CivilDayScalar)
  joinedOn!: string;
}
