import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { PageOf20 } from '@linli/subgraph/page.type';
import { TerritoryCodeScalar } from '@linli/subgraph/scalars';
import type { OrganizationContext } from '../context.js';
import { PartyMembership } from '../membership/membership.type.js';
import { Seat } from '../seat/seat.type.js';
import type { PersonRecord } from './person.loaders.js';
import { Person, PersonConnection, RegisterPersonInput } from './person.type.js';

@Resolver(() => Person)
export class PersonResolver {
  @Query(() => Person, { nullable: true })
  person(@Arg('id', () => ID) id: string, @Ctx() { people }: OrganizationContext) {
    return people.find(id);
  }

  @Query(() => PersonConnection, {
    nullable: true,
    description:
      'People whom the viewer looks after. phone: exact; at most 20 searches an hour, and whoever is found sees it among their access records.',
  })
  persons(
    @Arg('within', () => TerritoryCodeScalar) within: string,
    @Arg('phone', () => String, { nullable: true }) phone: string | null = null,
    @Args(() => PageOf20) page: PageOf20,
    @Ctx() { personLists }: OrganizationContext,
  ) {
    return personLists.within(within, phone, page);
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

  @Mutation(() => Person, {
    description:
      'By the person or the officers of their territory. What is not given stays; a blank phone or address is taken out.',
  })
  async correctPerson(
    @Arg('id', () => ID) id: string,
    @Arg('name', () => String, { nullable: true }) name: string | null = null,
    @Arg('phone', () => String, { nullable: true }) phone: string | null = null,
    @Arg('address', () => String, { nullable: true }) address: string | null = null,
    @Arg('territory', () => TerritoryCodeScalar, { nullable: true }) territory: string | null = null,
    @Ctx() { people, correctionService }: OrganizationContext,
  ) {
    return people.find(await correctionService.correct(id, { name, phone, address, territory }));
  }

  @Mutation(() => Boolean, {
    description:
      'Erases the personal data and keeps the anonymous history (right to deletion). By the person or the officers of their territory; seats and membership end with today.',
  })
  async erasePerson(@Arg('id', () => ID) id: string, @Ctx() { erasureService }: OrganizationContext) {
    return (await erasureService.erase(id)) !== '';
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
