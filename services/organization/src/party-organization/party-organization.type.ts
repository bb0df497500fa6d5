import { ArrayMaxSize, IsOptional, Length } from 'class-validator';
import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionType } from '@linli/subgraph/connection';
import { CivilDayScalar, TerritoryCodeScalar } from '@linli/subgraph/scalars';
import { PartyOrganizationKind, PartyOrganizationLevel } from './party-organization.rules.js';

registerEnumType(PartyOrganizationLevel, {
  name: 'PartyOrganizationLevel',
  valuesConfig: {
    WORKING_COMMITTEE: { description: '街道党工委' },
    COMMUNITY_COMMITTEE: { description: '社区党委、党工委' },
    GENERAL_BRANCH: { description: '党总支' },
    BRANCH: { description: '党支部' },
    GROUP: { description: '党小组' },
    MEMBER_HOUSEHOLD: { description: '党员中心户' },
  },
});
registerEnumType(PartyOrganizationKind, {
  name: 'PartyOrganizationKind',
  description: 'Only the first and the last count members; the others are secondary.',
  valuesConfig: {
    TERRITORIAL: { description: 'By area: grid, courtyard, compound, building.' },
    FUNCTIONAL: { description: 'By trait or skill (特色、特长、功能型).' },
    BUSINESS_DISTRICT: { description: 'Of a business district (商圈联盟).' },
    PROPERTY_COMPANY: { description: 'Of a property company (红色物业).' },
    NEW_ORGANIZATION: { description: 'Of a new economic or social organisation (两新组织).' },
    WORKPLACE: { description: 'Of a co-building unit or another workplace.' },
  },
});

@ObjectType({
  description:
    "A party organisation at any level of the chain, from the street's working committee to the member household.",
})
@Directive('@key(fields: "id")')
export class PartyOrganization {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => PartyOrganizationLevel)
  level!: PartyOrganizationLevel;

  @Field(() => PartyOrganizationKind)
  kind!: PartyOrganizationKind;

  @Field(() => CivilDayScalar, { nullable: true })
  foundedOn!: string | null;

  @Field(() => CivilDayScalar, { nullable: true })
  dissolvedOn!: string | null;
}

export const PartyOrganizationConnection = connectionType('PartyOrganization', () => PartyOrganization);

@ObjectType()
export class LevelCount {
  @Field(() => PartyOrganizationLevel)
  level!: PartyOrganizationLevel;

  @Field(() => Int)
  count!: number;
}

@ObjectType({ description: "How far the organisations reach, over the area's subtree." })
export class PartyCoverage {
  @Field(() => [LevelCount], {
    description: 'Territorial organisations, from the top of the chain down; a level that has none is not there.',
  })
  organizations!: LevelCount[];

  @Field(() => Int, {
    description:
      'Members whose membership is kept in a territorial organisation. Functional, business-district, property and new organisations are secondary, and workplaces keep their members elsewhere: neither counts here.',
  })
  members!: number;

  @Field(() => Int, {
    description: 'In-service members who report to a territorial organisation; never added to the members.',
  })
  membersReported!: number;

  @Field(() => Int)
  grids!: number;

  @Field(() => Int, { description: 'Grids that a branch or general branch covers today, of whichever kind.' })
  gridsWithBranch!: number;

  @Field(() => Int)
  buildings!: number;

  @Field(() => Int, { description: 'Buildings that a group covers today.' })
  buildingsWithGroup!: number;
}

@InputType()
export class FoundPartyOrganizationInput {
  @Field(() => String, { description: '1 to 100 characters.' })
  @Length(1, 100)
  name!: string;

  @Field(() => PartyOrganizationLevel)
  level!: PartyOrganizationLevel;

  @Field(() => PartyOrganizationKind, { defaultValue: PartyOrganizationKind.TERRITORIAL })
  kind!: PartyOrganizationKind;

  @Field(() => ID, { nullable: true, description: 'Of a higher level; none for the top of a chain.' })
  parent?: string | null;

  @Field(() => TerritoryCodeScalar, { description: "The parent's area, or one in it." })
  area!: string;

  @Field(() => CivilDayScalar, { nullable: true })
  foundedOn?: string | null;

  @Field(() => [TerritoryCodeScalar], {
    nullable: true,
    description: 'Open grids of the area, covered from today; at most 500.',
  })
  @IsOptional()
  @ArrayMaxSize(500)
  grids?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Buildings of the area, covered from today; at most 500.' })
  @IsOptional()
  @ArrayMaxSize(500)
  buildings?: string[] | null;
}
