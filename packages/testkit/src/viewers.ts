import type { Role, Viewer } from '@linli/domain/viewer';

/** A person with one role for a territory. */
export function viewerWith(role: Exclude<Role, 'UNIT_REPRESENTATIVE'>, territory: string, person: string): Viewer {
  return { person, roles: [{ role, territory }] };
}

/** The person `n` of a suite, as an id. */
export function personId(n: number): string {
  return `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
}
