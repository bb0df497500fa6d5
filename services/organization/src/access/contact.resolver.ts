import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { PageOf20 } from '@linli/subgraph/page.type';
import type { OrganizationContext } from '../context.js';
import type { PersonRecord } from '../person/person.loaders.js';
import { Person } from '../person/person.type.js';
import { AccessPurpose } from './access-purpose.type.js';
import { AccessRecordConnection, Contact } from './access.type.js';

@Resolver(() => Person)
export class ContactResolver {
  @FieldResolver(() => Contact, {
    nullable: true,
    description:
      'Decrypts the contact data and records the read. For the person, and for grid workers and officers of their territory with their consent to the purpose; EMERGENCY needs none but a reason, and is reviewed. Null, with the refusal among the errors, so that one refusal never empties a list.',
  })
  contact(
    @Root() { id }: PersonRecord,
    @Arg('purpose', () => AccessPurpose) purpose: AccessPurpose,
    @Arg('reason', () => String, { nullable: true, description: 'At most 200 characters.' })
    reason: string | null = null,
    @Ctx() { contacts }: OrganizationContext,
  ) {
    return contacts.read(id, purpose, reason);
  }

  @FieldResolver(() => AccessRecordConnection, {
    description:
      "Who read this person's data, when and why, newest first; for the person and the auditors, who find no read of a case that was reported anonymously.",
  })
  accessRecords(
    @Root() { id }: PersonRecord,
    @Args(() => PageOf20) page: PageOf20,
    @Ctx() { accessRecords }: OrganizationContext,
  ) {
    return accessRecords.ofPerson(id, page);
  }
}
