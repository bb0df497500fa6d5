import { OFFICERS, type Viewer } from '@linli/domain/viewer';
import { mayIn, type PermissionRule, type PermissionTable } from '@linli/subgraph/permissions';
import { RequestErrors } from '@linli/subgraph/request.errors';

const PUBLIC_PLACE: PermissionRule = {
  who: 'ANYONE',
  where: 'ANYWHERE',
  reason: 'How a city is divided is public.',
};

const PUBLIC_POST: PermissionRule = {
  who: 'ANYONE',
  where: 'ANYWHERE',
  reason: 'Posts by role are public; who holds one is decided elsewhere.',
};

const OWN_TERRITORY: PermissionRule = {
  who: OFFICERS,
  where: 'TERRITORY',
  reason: 'A territory is administered by its own officers and those above it.',
};

/** Who may come in where. */
export const permissions = {
  'Query.area': PUBLIC_PLACE,
  'Query.areas': PUBLIC_PLACE,
  'Query.grid': PUBLIC_PLACE,
  'Query.grids': PUBLIC_PLACE,
  'Query.gridAt': PUBLIC_PLACE,
  'Query.building': PUBLIC_PLACE,
  'Query.compound': PUBLIC_PLACE,

  'Mutation.createCompound': OWN_TERRITORY,
  'Mutation.updateCompound': OWN_TERRITORY,
  'Mutation.createGrid': OWN_TERRITORY,
  'Mutation.updateGrid': OWN_TERRITORY,
  'Mutation.createBuilding': OWN_TERRITORY,
  'Mutation.updateBuilding': OWN_TERRITORY,
  'Mutation.appointToGrid': OWN_TERRITORY,
  'Mutation.endGridPost': OWN_TERRITORY,

  'Area.__resolveReference': PUBLIC_PLACE,
  'Compound.__resolveReference': PUBLIC_PLACE,
  'Grid.__resolveReference': PUBLIC_PLACE,
  'Building.__resolveReference': PUBLIC_PLACE,
  'GridPost.__resolveReference': PUBLIC_POST,
} as const satisfies PermissionTable;

/** Refuses a viewer who may come in at an entrance, but not for this territory. */
export function assertMayIn(entrance: keyof typeof permissions, viewer: Viewer, territory: string): void {
  const rule: PermissionRule = permissions[entrance];
  if (mayIn(rule, viewer, territory)) return;
  throw RequestErrors.forbidden({ allowed: Array.isArray(rule.who) ? [...rule.who] : [] });
}
