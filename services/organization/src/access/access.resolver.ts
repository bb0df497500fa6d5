import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { PageOf20 } from '@linli/subgraph/page.type';
import { InstantScalar, TerritoryCodeScalar } from '@linli/subgraph/scalars';
import type { OrganizationContext } from '../context.js';
import { Person } from '../person/person.type.js';
import type { AccessRecordRow } from './access-record.loaders.js';
import { AccessRecord, AccessRecordConnection } from './access.type.js';

@Resolver(() => AccessRecord)
export class AccessRecordResolver {
  @Query(() => AccessRecordConnection, {
    nullable: true,
    description:
      'For the auditors, newest first: whose data an account touched, and EMERGENCY reads not yet reviewed; no reads of cases that were reported anonymously. From the first instant, until before the last.',
  })
  accessRecords(
    @Arg('within', () => TerritoryCodeScalar) within: string,
    @Arg('reader', () => ID, { nullable: true }) reader: string | null = null,
    @Arg('from', () => InstantScalar) from: Date,
    @Arg('until', () => InstantScalar) until: Date,
    @Arg('unreviewed', () => Boolean, { nullable: true }) unreviewed: boolean | null = null,
    @Args(() => PageOf20) page: PageOf20,
    @Ctx() { accessRecords }: OrganizationContext,
  ) {
    return accessRecords.audited({ within, reader, from, until, unreviewed }, page);
  }

  @Mutation(() => AccessRecord, {
    description:
      'By an auditor of where the person was, other than the reader; once. The note, 1 to 500 characters, is kept with the person’s key and erased with it.',
  })
  async reviewEmergencyRead(
    @Arg('record', () => ID) record: string,
    @Arg('justified', () => Boolean) justified: boolean,
    @Arg('note', () => String) note: string,
    @Ctx() { accessRecords, accessReviewService }: OrganizationContext,
  ) {
    return accessRecords.find(await accessReviewService.review(record, justified, note));
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'Whose data were read; null for whoever may not see them.',
  })
  person(@Root() { person }: AccessRecordRow, @Ctx() { people }: OrganizationContext) {
    return people.find(person);
  }

  @FieldResolver(() => String, {
    description: "The reader's role in words with its place, and not their name; the auditors see the reader besides.",
  })
  readBy(@Root() record: AccessRecordRow, @Ctx() { accessRecords }: OrganizationContext) {
    return accessRecords.readBy(record);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Null where none was given, or it was erased.' })
  reason(@Root() record: AccessRecordRow, @Ctx() { accessRecords }: OrganizationContext) {
    return accessRecords.reason(record);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'What the auditor noted; null until reviewed, or erased.',
  })
  note(@Root() record: AccessRecordRow, @Ctx() { accessRecords }: OrganizationContext) {
    return accessRecords.note(record);
  }
}
