import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionType } from '@linli/subgraph/connection';
import { InstantScalar, TerritoryCodeScalar } from '@linli/subgraph/scalars';
import { ClaimStatus } from './claim.rules.js';

registerEnumType(ClaimStatus, { name: 'ClaimStatus' });

@ObjectType({
  description:
    'A part of a resource promised to a need (认领): claimed, scheduled, delivered by the unit, confirmed by the community with a rating.',
})
@Directive('@key(fields: "id")')
export class Claim {
  @Field(() => ID)
  id!: string;

  @Field(() => Int)
  quantity!: number;

  @Field(() => ClaimStatus)
  status!: ClaimStatus;

  @Field(() => InstantScalar, { nullable: true })
  scheduledFor!: string | null;

  @Field(() => Int, { nullable: true })
  deliveredQuantity!: number | null;

  @Field(() => Int, { nullable: true, description: '1 to 5, by the community.' })
  rating!: number | null;
}

export const ClaimConnection = connectionType('Claim', () => Claim);

@InputType()
export class ClaimResourceInput {
  @Field(() => ID)
  resource!: string;

  @Field(() => TerritoryCodeScalar)
  community!: string;

  @Field(() => Int)
  quantity!: number;

  @Field(() => ID, { nullable: true })
  idempotencyKey?: string | null;
}
