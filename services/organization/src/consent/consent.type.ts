import { Field, ObjectType } from 'type-graphql';
import { InstantScalar } from '@linli/subgraph/scalars';
import { AccessPurpose } from '../access/access-purpose.type.js';

@ObjectType({
  description:
    'That a person lets the staff of their territory read their contact data for a purpose, from then until withdrawn.',
})
export class Consent {
  @Field(() => AccessPurpose)
  purpose!: AccessPurpose;

  @Field(() => InstantScalar)
  givenAt!: Date;

  @Field(() => InstantScalar, { nullable: true })
  withdrawnAt!: Date | null;
}
