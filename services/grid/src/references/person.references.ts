import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A person of organization's, to whom this service adds the posts that they hold. */
@ObjectType('Person')
@Directive('@key(fields: "id")')
export class PersonReference {
  @Field(() => ID)
  id!: string;
}
