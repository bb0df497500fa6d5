import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { AccessPurpose } from '../access/access-purpose.type.js';
import type { OrganizationContext } from '../context.js';
import type { PersonRecord } from '../person/person.loaders.js';
import { Person } from '../person/person.type.js';
import { Consent } from './consent.type.js';

@Resolver(() => Person)
export class ConsentResolver {
  @Mutation(() => Person, { description: 'By the person alone.' })
  async giveConsent(
    @Arg('person', () => ID) person: string,
    @Arg('purpose', () => AccessPurpose) purpose: AccessPurpose,
    @Ctx() { people, consentService }: OrganizationContext,
  ) {
    return people.find(await consentService.give(person, purpose));
  }

  @Mutation(() => Person, { description: 'By the person alone; what was read until then stays in the access records.' })
  async withdrawConsent(
    @Arg('person', () => ID) person: string,
    @Arg('purpose', () => AccessPurpose) purpose: AccessPurpose,
    @Ctx() { people, consentService }: OrganizationContext,
  ) {
    return people.find(await consentService.withdraw(person, purpose));
  }

  @FieldResolver(() => [Consent], {
    description: 'Newest first, those withdrawn too; for the person alone, empty for anyone else.',
  })
  consents(@Root() { id }: PersonRecord, @Ctx() { consents }: OrganizationContext) {
    return consents.ofPerson.load(id);
  }
}
