import { covers, isTerritoryCode } from './territory.js';

export const ROLES = [
  'RESIDENT',
  'GRID_WORKER',
  'COMMUNITY_OFFICER',
  'STREET_OFFICER',
  'DISTRICT_OFFICER',
  'CITY_OFFICER',
  'UNIT_REPRESENTATIVE',
  'ANALYST',
  'AUDITOR',
  'ADMINISTRATOR',
] as const;
export type Role = (typeof ROLES)[number];

/** The roles that administer a territory with its whole subtree. */
export const OFFICERS: readonly Role[] = ['COMMUNITY_OFFICER', 'STREET_OFFICER', 'DISTRICT_OFFICER', 'CITY_OFFICER'];

/** A role as it is held: for a territory, or for a unit by its representative. */
export interface RoleHeld {
  readonly role: Role;
  readonly territory?: string;
  readonly unit?: string;
}

/** Who is asking: the person behind the token with their roles, or the public, who has neither. */
export interface Viewer {
  readonly person: string | null;
  /** Whose token it is where that is no person: the subject of a machine, say. */
  readonly account?: string;
  readonly roles: readonly RoleHeld[];
}

export const PUBLIC: Viewer = { person: null, roles: [] };

/** Whether the viewer holds one of the roles for a territory whose subtree holds the code. */
export function holdsRoleIn(viewer: Viewer, roles: readonly Role[], code: string): boolean {
  return viewer.roles.some(
    (held) => roles.includes(held.role) && held.territory !== undefined && covers(held.territory, code),
  );
}

/** The territories for which the viewer holds one of the roles. */
export function territoriesOf(viewer: Viewer, roles: readonly Role[]): string[] {
  return viewer.roles.flatMap((held) =>
    roles.includes(held.role) && held.territory !== undefined ? [held.territory] : [],
  );
}

/** The units that the viewer represents. */
export function unitsOf(viewer: Viewer): string[] {
  return viewer.roles.flatMap((held) =>
    held.role === 'UNIT_REPRESENTATIVE' && held.unit !== undefined ? [held.unit] : [],
  );
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Roles read from the claim of a token; null where any of it is not a role for a territory or unit. */
export function rolesFromClaim(claim: unknown): RoleHeld[] | null {
  if (!Array.isArray(claim) || claim.length > 50) return null;
  const held = claim.map(roleFromClaim);
  return held.every((role) => role !== null) ? held : null;
}

function roleFromClaim(claim: unknown): RoleHeld | null {
  if (typeof claim !== 'object' || claim === null) return null;
  const { role, territory, unit } = claim as Record<string, unknown>;
  const known = ROLES.find((candidate) => candidate === role);
  if (known === undefined) return null;
  if (known === 'UNIT_REPRESENTATIVE')
    return typeof unit === 'string' && UUID.test(unit) ? { role: known, unit } : null;
  return typeof territory === 'string' && isTerritoryCode(territory) ? { role: known, territory } : null;
}
