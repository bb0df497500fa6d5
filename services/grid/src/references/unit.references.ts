import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A unit of volunteer's. */
@ObjectType('Unit')
@Directive('@key(fields: "id", resolvable: false)')
export class UnitReference {
  @Field(() => ID)
  id!: string;
}
