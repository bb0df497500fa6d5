import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { CivilDayScalar } from '@linli/subgraph/scalars';
import type { OrganizationContext } from '../context.js';
import { PartyOrganization } from '../party-organization/party-organization.type.js';
import { Person } from '../person/person.type.js';
import type { PartyMembershipRecord } from './membership.loaders.js';
import { AdmitMemberInput, PartyMembership } from './membership.type.js';

@Resolver(() => PartyMembership)
export class MembershipResolver {
  @Mutation(() => PartyMembership)
  async admitMember(
    @Arg('input', () => AdmitMemberInput) input: AdmitMemberInput,
    @Ctx() { memberships, membershipService }: OrganizationContext,
  ) {
    return memberships.find(await membershipService.admit(input));
  }

  @Mutation(() => [PartyMembership], { description: 'All of them or none, in the order given; at most 500.' })
  async admitMembers(
    @Arg('inputs', () => [AdmitMemberInput]) inputs: AdmitMemberInput[],
    @Ctx() { memberships, membershipService }: OrganizationContext,
  ) {
    return memberships.findAll(await membershipService.admitAll(inputs));
  }

  @Mutation(() => PartyMembership, {
    description:
      'By the member, or by an officer of both organisations: at home the member is counted as reported, and stays a member where the membership is kept (双报到). Reporting again moves the report.',
  })
  async reportToCommunity(
    @Arg('membership', () => ID) membership: string,
    @Arg('organization', () => ID) organization: string,
    @Arg('on', () => CivilDayScalar) on: string,
    @Ctx() { memberships, membershipService }: OrganizationContext,
  ) {
    return memberships.find(await membershipService.report(membership, organization, on));
  }

  @Mutation(() => [PartyMembership], { description: 'All of them or none, in the order given; at most 500.' })
  async reportMembersToCommunity(
    @Arg('memberships', () => [ID]) ids: string[],
    @Arg('organization', () => ID) organization: string,
    @Arg('on', () => CivilDayScalar) on: string,
    @Ctx() { memberships, membershipService }: OrganizationContext,
  ) {
    return memberships.findAll(await membershipService.reportAll(ids, organization, on));
  }

  @Mutation(() => PartyMembership, { description: "The member's own choice (亮身份)." })
  async displayMembership(
    @Arg('membership', () => ID) membership: string,
    @Arg('publicly', () => Boolean) publicly: boolean,
    @Ctx() { memberships, membershipService }: OrganizationContext,
  ) {
    return memberships.find(await membershipService.display(membership, publicly));
  }

  @FieldResolver(() => Person)
  person(@Root() { person }: PartyMembershipRecord, @Ctx() { people }: OrganizationContext) {
    return people.find(person);
  }

  @FieldResolver(() => PartyOrganization, { description: 'Where the membership is kept.' })
  organization(@Root() { organization }: PartyMembershipRecord, @Ctx() { organizations }: OrganizationContext) {
    return organizations.find(organization);
  }

  @FieldResolver(() => PartyOrganization, {
    nullable: true,
    description: 'The residential organisation reported to; null until reported.',
  })
  residentialOrganization(
    @Root() { residentialOrganization: id }: PartyMembershipRecord,
    @Ctx() { organizations }: OrganizationContext,
  ) {
    return id === null ? null : organizations.find(id);
  }
}
