import { covers } from '@linli/domain/territory';

/** From the top of a chain down; a chain may skip levels. */
export enum PartyOrganizationLevel {
  WORKING_COMMITTEE = 'WORKING_COMMITTEE',
  COMMUNITY_COMMITTEE = 'COMMUNITY_COMMITTEE',
  GENERAL_BRANCH = 'GENERAL_BRANCH',
  BRANCH = 'BRANCH',
  GROUP = 'GROUP',
  MEMBER_HOUSEHOLD = 'MEMBER_HOUSEHOLD',
}

export enum PartyOrganizationKind {
  TERRITORIAL = 'TERRITORIAL',
  FUNCTIONAL = 'FUNCTIONAL',
  BUSINESS_DISTRICT = 'BUSINESS_DISTRICT',
  PROPERTY_COMPANY = 'PROPERTY_COMPANY',
  NEW_ORGANIZATION = 'NEW_ORGANIZATION',
  WORKPLACE = 'WORKPLACE',
}

const { WORKING_COMMITTEE, COMMUNITY_COMMITTEE, GENERAL_BRANCH, BRANCH, GROUP, MEMBER_HOUSEHOLD } =
  PartyOrganizationLevel;

/** Which levels may stand right below each: the levels of a chain only go down. */
export const LEVELS_BELOW = {
  WORKING_COMMITTEE: [COMMUNITY_COMMITTEE, GENERAL_BRANCH, BRANCH, GROUP, MEMBER_HOUSEHOLD],
  COMMUNITY_COMMITTEE: [GENERAL_BRANCH, BRANCH, GROUP, MEMBER_HOUSEHOLD],
  GENERAL_BRANCH: [BRANCH, GROUP, MEMBER_HOUSEHOLD],
  BRANCH: [GROUP, MEMBER_HOUSEHOLD],
  GROUP: [MEMBER_HOUSEHOLD],
  MEMBER_HOUSEHOLD: [],
} as const satisfies Record<PartyOrganizationLevel, readonly PartyOrganizationLevel[]>;

/** All levels, from the top of a chain down. */
export const LEVELS: readonly PartyOrganizationLevel[] = [WORKING_COMMITTEE, ...LEVELS_BELOW.WORKING_COMMITTEE];

/** Levels of the organisations that a grid shows as its branches (支部包网格). */
export const BRANCH_LEVELS: readonly PartyOrganizationLevel[] = [GENERAL_BRANCH, BRANCH];

/** Levels of the organisations that a building shows as its groups (党小组建在楼栋上). */
export const GROUP_LEVELS: readonly PartyOrganizationLevel[] = [GROUP];

/** Kinds whose members count; the others are secondary: their members are counted where else they belong. */
export const COUNTING_KINDS: readonly PartyOrganizationKind[] = [
  PartyOrganizationKind.TERRITORIAL,
  PartyOrganizationKind.WORKPLACE,
];

/** What placing an organisation in a chain depends on. */
export interface Placed {
  readonly level: PartyOrganizationLevel;
  readonly area: string;
}

export type ParentRefusal = 'LEVEL_NOT_BELOW' | 'AREA_OUTSIDE';

/** Why an organisation may not stand below a parent; null where it may. Its area is the parent's or lies in it. */
export function refusalOfParent(child: Placed, parent: Placed): ParentRefusal | null {
  const below: readonly PartyOrganizationLevel[] = LEVELS_BELOW[parent.level];
  if (!below.includes(child.level)) return 'LEVEL_NOT_BELOW';
  return covers(parent.area, child.area) ? null : 'AREA_OUTSIDE';
}

/** Path of an organisation: the ids of its chain from the top down to itself. No id comes twice, so there is no cycle. */
export function pathBelow(parent: string | null, id: string): string {
  return parent === null ? id : `${parent}/${id}`;
}

/** Ids of the chain above an organisation, from the top down to its parent. */
export function chainOf(path: string): string[] {
  return path.split('/').slice(0, -1);
}

/** A subtree as a range of paths, `path <= it < until`; without its top it starts `below`. '0' is the byte after '/'. */
export function subtreeOf(path: string): { below: string; until: string } {
  return { below: `${path}/`, until: `${path}0` };
}

/** A name as it is kept: trimmed, 1 to 100 characters; null where the text is none. */
export function nameFrom(text: string): string | null {
  const trimmed = text.trim();
  const characters = Array.from(trimmed).length;
  return characters >= 1 && characters <= 100 ? trimmed : null;
}
