import { IsOptional, Length } from 'class-validator';
import { Directive, Field, ID, InputType, ObjectType } from 'type-graphql';
import { connectionType } from '@linli/subgraph/connection';
import { TerritoryCodeScalar } from '@linli/subgraph/scalars';

@ObjectType({ description: 'A person whom the graph knows; what is shown of them depends on who asks.' })
@Directive('@key(fields: "id")')
export class Person {
  @Field(() => ID)
  id!: string;
}

export const PersonConnection = connectionType('Person', () => Person);

@InputType()
export class RegisterPersonInput {
  @Field(() => String, { description: '1 to 50 characters; kept encrypted.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Kept encrypted.' })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 200 characters; kept encrypted.' })
  address?: string | null;

  @Field(() => TerritoryCodeScalar, { description: 'The area or grid whose staff look after the person.' })
  territory!: string;

  @Field(() => ID, { nullable: true })
  @IsOptional()
  @Length(1, 200)
  idempotencyKey?: string | null;
}
