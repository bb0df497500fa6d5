import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A case of cases, which an entry of a diary led to; cases decides who may see it. */
@ObjectType('Case')
@Directive('@key(fields: "id", resolvable: false)')
export class CaseReference {
  @Field(() => ID)
  id!: string;
}
