import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { OrganizationContext } from '../context.js';
import { PartyMembership } from '../membership/membership.type.js';
import { Seat } from '../seat/seat.type.js';
import type { PersonRecord } from './person.loaders.js';
import { Person, RegisterPersonInput } from './person.type.js';

@Resolver(() => Person)
export class PersonResolver {
  @Query(() => Person, { nullable: true })
  person(@Arg('id', () => ID) id: string, @Ctx() { people }: OrganizationContext) {
    return people.find(id);
  }

  @Mutation(() => Person)
  async registerPerson(
    @Arg('input', () => RegisterPersonInput) input: RegisterPersonInput,
    @Ctx() { people, personService }: OrganizationContext,
  ) {
    return people.find(await personService.register(input));
  }

  @Mutation(() => [Person], {
    description: 'All of them or none, in the order given; at most 500. The key is the Idempotency-Key header.',
  })
  async registerPersons(
    @Arg('inputs', () => [RegisterPersonInput]) inputs: RegisterPersonInput[],
    @Ctx() { people, personService }: OrganizationContext,
  ) {
    return people.findAll(await personService.registerAll(inputs));
  }

  @FieldResolver(() => String, {
    description:
      'Masked (王**), unless the caller is the person or the name is disclosed to them, as that of whoever holds a seat is to its area; never decrypted for a mask.',
  })
  displayName(@Root() person: PersonRecord, @Ctx() { people }: OrganizationContext) {
    return people.displayName(person);
  }

  @FieldResolver(() => [Seat], { description: 'Seats that the person holds now.' })
  seats(@Root() { id }: PersonRecord, @Ctx() { seats }: OrganizationContext) {
    return seats.ofPerson(id);
  }

  @FieldResolver(() => PartyMembership, { nullable: true, description: 'Null for whoever may not see it.' })
  membership(@Root() { id }: PersonRecord, @Ctx() { memberships }: OrganizationContext) {
    return memberships.ofPerson(id);
  }
}
