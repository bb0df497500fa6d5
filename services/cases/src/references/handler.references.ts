import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A post of grid's, to whose holder a case may be assigned. */
@ObjectType('GridPost')
@Directive('@key(fields: "id", resolvable: false)')
export class GridPostReference {
  @Field(() => ID)
  id!: string;
}

/** A party organisation of organization's, whose secretary then acts for it. */
@ObjectType('PartyOrganization')
@Directive('@key(fields: "id", resolvable: false)')
export class PartyOrganizationReference {
  @Field(() => ID)
  id!: string;
}

/** A co-building unit of volunteer's, whose representative then acts for it. */
@ObjectType('Unit')
@Directive('@key(fields: "id", resolvable: false)')
export class UnitReference {
  @Field(() => ID)
  id!: string;
}
