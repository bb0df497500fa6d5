import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { CivilDayScalar, TerritoryCodeScalar } from '@linli/subgraph/scalars';
import type { OrganizationContext } from '../context.js';
import { PartyMembershipConnection } from '../membership/membership.type.js';
import { PageOf20, PageOf50 } from '@linli/subgraph/page.type';
import { AreaReference, BuildingReference, GridReference } from '../references/place.references.js';
import { Seat } from '../seat/seat.type.js';
import type { PartyOrganizationRecord } from './party-organization.loaders.js';
import { PartyOrganizationKind, PartyOrganizationLevel } from './party-organization.rules.js';
import {
  FoundPartyOrganizationInput,
  PartyOrganization,
  PartyOrganizationConnection,
} from './party-organization.type.js';

@Resolver(() => PartyOrganization)
export class PartyOrganizationResolver {
  @Query(() => PartyOrganization, { nullable: true })
  partyOrganization(@Arg('id', () => ID) id: string, @Ctx() { organizations }: OrganizationContext) {
    return organizations.find(id);
  }

  @Query(() => PartyOrganizationConnection, {
    nullable: true,
    description: 'Those that stand today, in the order of their chains.',
  })
  partyOrganizations(
    @Arg('within', () => TerritoryCodeScalar) within: string,
    @Arg('level', () => PartyOrganizationLevel, { nullable: true }) level: PartyOrganizationLevel | null = null,
    @Arg('kind', () => PartyOrganizationKind, { nullable: true }) kind: PartyOrganizationKind | null = null,
    @Arg('nameContains', () => String, { nullable: true }) nameContains: string | null = null,
    @Args(() => PageOf20) page: PageOf20,
    @Ctx() { organizationLists }: OrganizationContext,
  ) {
    return organizationLists.inArea(within, { level, kind, nameContains }, page);
  }

  @Mutation(() => PartyOrganization)
  async foundPartyOrganization(
    @Arg('input', () => FoundPartyOrganizationInput) input: FoundPartyOrganizationInput,
    @Ctx() { organizations, organizationService }: OrganizationContext,
  ) {
    return organizations.find(await organizationService.found(input));
  }

  @Mutation(() => PartyOrganization, {
    description: 'Adds to what it covers, from the day given, which is today where none is. At most 500 of each.',
  })
  async coverTerritory(
    @Arg('organization', () => ID) organization: string,
    @Arg('grids', () => [TerritoryCodeScalar], { nullable: true }) grids: string[] | null = null,
    @Arg('buildings', () => [ID], { nullable: true }) buildings: string[] | null = null,
    @Arg('on', () => CivilDayScalar, { nullable: true }) on: string | null = null,
    @Ctx() { organizations, organizationService }: OrganizationContext,
  ) {
    return organizations.find(await organizationService.cover(organization, { grids, buildings, on }));
  }

  @Mutation(() => PartyOrganization, {
    description: 'From the day given, which is today where none is, it covers them no more. At most 500 of each.',
  })
  async uncoverTerritory(
    @Arg('organization', () => ID) organization: string,
    @Arg('grids', () => [TerritoryCodeScalar], { nullable: true }) grids: string[] | null = null,
    @Arg('buildings', () => [ID], { nullable: true }) buildings: string[] | null = null,
    @Arg('on', () => CivilDayScalar, { nullable: true }) on: string | null = null,
    @Ctx() { organizations, organizationService }: OrganizationContext,
  ) {
    return organizations.find(await organizationService.uncover(organization, { grids, buildings, on }));
  }

  @FieldResolver(() => PartyOrganization, { nullable: true })
  parent(@Root() organization: PartyOrganizationRecord, @Ctx() { organizations }: OrganizationContext) {
    return organizations.parentOf(organization);
  }

  @FieldResolver(() => [PartyOrganization], { description: 'From the top of the chain down to the parent.' })
  chain(@Root() organization: PartyOrganizationRecord, @Ctx() { organizations }: OrganizationContext) {
    return organizations.chainOf(organization);
  }

  @FieldResolver(() => PartyOrganizationConnection)
  children(
    @Root() { id }: PartyOrganizationRecord,
    @Args(() => PageOf50) page: PageOf50,
    @Ctx() { organizationLists }: OrganizationContext,
  ) {
    return organizationLists.childrenOf(id, page);
  }

  @FieldResolver(() => PartyOrganizationConnection, { description: 'The whole subtree below, by chain order.' })
  descendants(
    @Root() { path }: PartyOrganizationRecord,
    @Arg('level', () => PartyOrganizationLevel, { nullable: true }) level: PartyOrganizationLevel | null = null,
    @Args(() => PageOf50) page: PageOf50,
    @Ctx() { organizationLists }: OrganizationContext,
  ) {
    return organizationLists.below(path, { level }, page);
  }

  @FieldResolver(() => AreaReference, { nullable: true, description: 'Area where it sits.' })
  area(@Root() { area }: PartyOrganizationRecord): AreaReference {
    return { code: area };
  }

  @FieldResolver(() => [GridReference], { nullable: 'items', description: 'Grids that it covers (支部包网格).' })
  grids(@Root() organization: PartyOrganizationRecord, @Ctx() { organizations }: OrganizationContext) {
    return organizations.gridsOf(organization);
  }

  @FieldResolver(() => [BuildingReference], {
    nullable: 'items',
    description: 'Buildings that it covers (党小组建在楼栋上).',
  })
  buildings(@Root() organization: PartyOrganizationRecord, @Ctx() { organizations }: OrganizationContext) {
    return organizations.buildingsOf(organization);
  }

  @FieldResolver(() => Seat, { nullable: true })
  secretary(@Root() { id }: PartyOrganizationRecord, @Ctx() { seats }: OrganizationContext) {
    return seats.secretaryOf(id);
  }

  @FieldResolver(() => [Seat], {
    description:
      'As on the day given, which is today where none is; of other days only those whose holder the viewer may know.',
  })
  seats(
    @Root() { id }: PartyOrganizationRecord,
    @Arg('on', () => CivilDayScalar, { nullable: true }) on: string | null = null,
    @Ctx() { seats }: OrganizationContext,
  ) {
    return seats.ofOrganization(id, on);
  }

  @FieldResolver(() => Int, {
    description:
      'Full and probationary members over the whole subtree whose membership is kept there; public. Members who only report to it are not among them, nor those kept in organisations of a secondary kind.',
  })
  async memberCount(@Root() organization: PartyOrganizationRecord, @Ctx() { organizations }: OrganizationContext) {
    return (await organizations.countsOf(organization)).members;
  }

  @FieldResolver(() => Int, {
    description:
      'In-service members who report to it, or to one below it, from their workplace (双重管理); public, and never added to memberCount.',
  })
  async reportedMemberCount(
    @Root() organization: PartyOrganizationRecord,
    @Ctx() { organizations }: OrganizationContext,
  ) {
    return (await organizations.countsOf(organization)).reported;
  }

  @FieldResolver(() => PartyMembershipConnection, {
    description:
      'Open memberships of any status that are kept in it or below; for officers of its territory. Others find those that are theirs or displayed.',
  })
  members(
    @Root() { path }: PartyOrganizationRecord,
    @Args(() => PageOf20) page: PageOf20,
    @Ctx() { memberships }: OrganizationContext,
  ) {
    return memberships.keptIn(path, page);
  }
}
