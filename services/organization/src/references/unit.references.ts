import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A unit of volunteer's, from which a part-time member comes or which the viewer represents. */
@ObjectType('Unit')
@Directive('@key(fields: "id", resolvable: false)')
export class UnitReference {
  @Field(() => ID)
  id!: string;
}
