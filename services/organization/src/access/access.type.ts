import { Field, ID, ObjectType } from 'type-graphql';
import { connectionType } from '@linli/subgraph/connection';
import { InstantScalar } from '@linli/subgraph/scalars';
import { AccessPurpose } from './access-purpose.type.js';

@ObjectType({ description: 'How a person is called and reached, in the clear.' })
export class Contact {
  @Field(() => String)
  name!: string;

  @Field(() => String, { nullable: true })
  phone!: string | null;

  @Field(() => String, { nullable: true })
  address!: string | null;
}

@ObjectType({ description: 'That someone read data of a person in the clear.' })
export class AccessRecord {
  @Field(() => ID)
  id!: string;

  @Field(() => InstantScalar)
  at!: Date;

  @Field(() => ID, { nullable: true, description: 'Account of the reader, for the auditors; null for the person.' })
  reader!: string | null;

  @Field(() => AccessPurpose)
  purpose!: AccessPurpose;

  @Field(() => [String], {
    description: 'What was read: name, phone, address, case.description, heldInCases.',
  })
  fields!: string[];

  @Field(() => InstantScalar, { nullable: true, description: 'When an auditor reviewed it; null until then.' })
  reviewedAt!: Date | null;

  @Field(() => Boolean, { nullable: true, description: 'What the auditor found; null until reviewed.' })
  justified!: boolean | null;
}

export const AccessRecordConnection = connectionType('AccessRecord', () => AccessRecord);
