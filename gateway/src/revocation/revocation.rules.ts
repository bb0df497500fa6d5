import { covers } from '@linli/domain/territory';
import type { RoleHeld, Viewer } from '@linli/domain/viewer';

/**
 * That of the tokens of a subject issued until an instant the roles for a territory and all within it, or those for a unit, count no
 * more; with neither, the tokens themselves are refused.
 */
export interface Revocation {
  /** A person's id in small letters, or the account of a machine. */
  readonly subject: string;
  readonly territory: string | null;
  readonly unit: string | null;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Whose revocations concern a viewer. */
export function subjectOf({ person, account }: Viewer): string {
  return person?.toLowerCase() ?? account ?? '';
}

/** What revocations of a viewer's subject leave of their token, issued at an instant in milliseconds; null where it is nothing. */
export function whatIsLeft(viewer: Viewer, issuedAt: number, revocations: Iterable<Revocation>): Viewer | null {
  const since = [...revocations].filter(({ at }) => issuedAt <= at);
  if (since.length === 0) return viewer;
  if (since.some(({ territory, unit }) => territory === null && unit === null)) return null;
  return { ...viewer, roles: viewer.roles.filter((held) => !since.some((revocation) => takes(revocation, held))) };
}

function takes({ territory, unit }: Revocation, held: RoleHeld): boolean {
  if (territory !== null) return held.territory !== undefined && covers(territory, held.territory);
  return unit !== null && held.unit?.toLowerCase() === unit.toLowerCase();
}
