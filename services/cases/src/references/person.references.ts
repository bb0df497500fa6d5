import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A person of organization's, who reports cases. */
@ObjectType('Person')
@Directive('@key(fields: "id")')
export class PersonReference {
  @Field(() => ID)
  id!: string;
}
