import { holdsRoleIn, OFFICERS, unitsOf, type Role, type Viewer } from '@linli/domain/viewer';
import type { PermissionRule, PermissionTable } from '@linli/subgraph/permissions';
import { RequestErrors } from '@linli/subgraph/request.errors';

const PUBLIC_UNIT: PermissionRule = {
  who: 'ANYONE',
  where: 'ANYWHERE',
  reason: 'Which units help a community is public.',
};

const OFFER: PermissionRule = {
  who: 'ANYONE',
  where: 'ROWS',
  reason:
    'Open offers, the claims on them and agreements that are signed are public; the unit, and staff and analysts of the territory, see the others.',
};

const PLACE: PermissionRule = {
  who: 'ANYONE',
  where: 'ANYWHERE',
  reason: 'Places are public; grid answers whether one exists.',
};

const OWN_TERRITORY: PermissionRule = {
  who: OFFICERS,
  where: 'TERRITORY',
  reason: 'Officers confirm the units of their territory, draw them into its grids, and promise and claim for it.',
};

const UNIT_OR_OFFICERS: PermissionRule = {
  who: ['UNIT_REPRESENTATIVE', ...OFFICERS],
  where: 'TERRITORY',
  reason:
    'A unit keeps what is its own; officers of the communities that it reports to, or that claim from it, may help.',
};

/** Who may come in at each entrance of volunteer, from the matrix in the domain's description. */
export const permissions = {
  'Query.unit': PUBLIC_UNIT,
  'Query.units': PUBLIC_UNIT,
  'Query.agreement': OFFER,
  'Query.resource': OFFER,
  'Query.resources': OFFER,
  'Query.claim': OFFER,

  'Mutation.applyAsUnit': {
    who: 'SIGNED_IN',
    where: 'ANYWHERE',
    reason: 'A unit registers itself, so whoever applies does not represent it yet; an officer confirms it.',
  },
  'Mutation.confirmUnit': OWN_TERRITORY,
  'Mutation.rejectUnit': OWN_TERRITORY,
  'Mutation.reportUnitToCommunity': UNIT_OR_OFFICERS,
  'Mutation.drawUnitIntoGrids': OWN_TERRITORY,
  'Mutation.draftAgreement': OWN_TERRITORY,
  'Mutation.signAgreement': {
    who: ['UNIT_REPRESENTATIVE', ...OFFICERS],
    where: 'TERRITORY',
    reason: 'Each side signs for itself: officers for the community, its representative for the unit.',
  },
  'Mutation.registerResource': UNIT_OR_OFFICERS,
  'Mutation.updateResource': UNIT_OR_OFFICERS,
  'Mutation.closeResource': UNIT_OR_OFFICERS,
  'Mutation.claimResource': OWN_TERRITORY,
  'Mutation.withdrawClaim': UNIT_OR_OFFICERS,

  'Area.units': PUBLIC_UNIT,
  'Area.agreements': OFFER,
  'Grid.units': PUBLIC_UNIT,
  'Person.heldInVolunteer': {
    who: 'ANYONE',
    where: 'ROWS',
    reason:
      'Access and copy are the person’s rights, which the auditors of their territory check and which are recorded; nobody else is told anything.',
  },

  'Unit.__resolveReference': PUBLIC_UNIT,
  'Agreement.__resolveReference': OFFER,
  'Resource.__resolveReference': OFFER,
  'Claim.__resolveReference': OFFER,
  'Area.__resolveReference': PLACE,
  'Grid.__resolveReference': PLACE,
  'Person.__resolveReference': {
    who: 'ANYONE',
    where: 'ANYWHERE',
    reason: 'Repeats the id that was asked for; organization answers whether there is such a person.',
  },
} as const satisfies PermissionTable;

/** Whose a thing is: the territories around it, and the unit where it may act for itself. */
export interface Standing {
  readonly territories?: readonly string[];
  readonly unit?: string;
}

/** Whether a viewer who may come in at an entrance may also do so for this thing. */
export function may(entrance: keyof typeof permissions, viewer: Viewer, { territories = [], unit }: Standing): boolean {
  if (unit !== undefined && unitsOf(viewer).includes(unit)) return true;
  const roles = rolesAt(entrance);
  return territories.some((territory) => holdsRoleIn(viewer, roles, territory));
}

/** Refuses a viewer who sees the thing, but may not change it. */
export function assertMay(entrance: keyof typeof permissions, viewer: Viewer, standing: Standing): void {
  if (!may(entrance, viewer, standing)) throw RequestErrors.forbidden({ allowed: [...rolesAt(entrance)] });
}

export function rolesAt(entrance: keyof typeof permissions): readonly Role[] {
  const rule: PermissionRule = permissions[entrance];
  return typeof rule.who === 'string' ? [] : rule.who;
}
