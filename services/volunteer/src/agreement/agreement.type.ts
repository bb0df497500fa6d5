import { Directive, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { connectionType } from '@linli/subgraph/connection';
import { CivilDayScalar, TerritoryCodeScalar } from '@linli/subgraph/scalars';
import { AgreementSide, AgreementStatus } from './agreement.rules.js';

registerEnumType(AgreementSide, { name: 'AgreementSide' });
registerEnumType(AgreementStatus, { name: 'AgreementStatus' });

@ObjectType({
  description: 'Agreement between a community and a unit with three lists: resources, needs, projects (三清单一协议).',
})
@Directive('@key(fields: "id")')
export class Agreement {
  @Field(() => ID)
  id!: string;

  @Field(() => AgreementStatus)
  status!: AgreementStatus;

  @Field(() => String)
  title!: string;

  @Field(() => String)
  text!: string;

  @Field(() => CivilDayScalar, { nullable: true })
  signedByCommunityOn!: string | null;

  @Field(() => CivilDayScalar, { nullable: true })
  signedByUnitOn!: string | null;

  @Field(() => CivilDayScalar, { nullable: true })
  endsOn!: string | null;
}

export const AgreementConnection = connectionType('Agreement', () => Agreement);

@InputType()
export class DraftAgreementInput {
  @Field(() => TerritoryCodeScalar)
  community!: string;

  @Field(() => ID)
  unit!: string;

  @Field(() => String)
  title!: string;

  @Field(() => String)
  text!: string;

  @Field(() => CivilDayScalar, { nullable: true })
  endsOn?: string | null;

  @Field(() => [ID], { nullable: true })
  resources?: string[] | null;
}
