import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { OrganizationContext } from '../context.js';
import { PageOf20 } from '@linli/subgraph/page.type';
import { PartyOrganizationKind, PartyOrganizationLevel } from '../party-organization/party-organization.rules.js';
import {
  PartyCoverage,
  PartyOrganization,
  PartyOrganizationConnection,
} from '../party-organization/party-organization.type.js';
import { AreaReference, BuildingReference, GridReference } from './place.references.js';

@Resolver(() => AreaReference)
export class AreaResolver {
  @FieldResolver(() => PartyOrganizationConnection, {
    nullable: true,
    description: 'Over the subtree, those that stand today, in the order of their chains.',
  })
  partyOrganizations(
    @Root() { code }: AreaReference,
    @Arg('level', () => PartyOrganizationLevel, { nullable: true }) level: PartyOrganizationLevel | null = null,
    @Arg('kind', () => PartyOrganizationKind, { nullable: true }) kind: PartyOrganizationKind | null = null,
    @Args(() => PageOf20) page: PageOf20,
    @Ctx() { organizationLists }: OrganizationContext,
  ) {
    return organizationLists.inArea(code, { level, kind }, page);
  }

  @FieldResolver(() => PartyCoverage, { nullable: true })
  partyCoverage(@Root() { code }: AreaReference, @Ctx() { partyCoverage }: OrganizationContext) {
    return partyCoverage.ofArea(code);
  }
}

@Resolver(() => GridReference)
export class GridResolver {
  @FieldResolver(() => [PartyOrganization], {
    nullable: true,
    description: 'Branches and general branches that cover it today (支部包网格).',
  })
  branches(@Root() { code }: GridReference, @Ctx() { organizations }: OrganizationContext) {
    return organizations.branchesOfGrid(code);
  }
}

@Resolver(() => BuildingReference)
export class BuildingResolver {
  @FieldResolver(() => [PartyOrganization], {
    nullable: true,
    description: 'Groups that cover it today (党小组建在楼栋上).',
  })
  groups(@Root() { id }: BuildingReference, @Ctx() { organizations }: OrganizationContext) {
    return organizations.groupsOfBuilding(id);
  }
}
