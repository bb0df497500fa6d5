import { covers } from '@linli/domain/territory';
import { OFFICERS, type Role, type Viewer } from '@linli/domain/viewer';

/** As what someone reads the text of a case: by a role for a territory around it, or as its handler. */
export interface ReadingAs {
  readonly role: Role | 'HANDLER';
  readonly territory: string | null;
}

/** Whose reading of cases and their texts comes with their place. */
export const STAFF: readonly Role[] = ['GRID_WORKER', ...OFFICERS];

/** As what a viewer who may read a case reads it: by the role of the narrowest territory around it, else as its handler. */
export function readingAs(viewer: Viewer, territory: string, roles: readonly Role[] = STAFF): ReadingAs {
  const [narrowest] = viewer.roles
    .flatMap((held) =>
      roles.includes(held.role) && held.territory !== undefined && covers(held.territory, territory)
        ? [{ role: held.role, territory: held.territory }]
        : [],
    )
    .toSorted((a, b) => b.territory.length - a.territory.length);
  return narrowest ?? { role: 'HANDLER', territory: null };
}

/** Purposes that a request may name for reading the text of a case. In an emergency a reason would have to be given with it. */
const PURPOSES: readonly string[] = [
  'CASE_HANDLING',
  'CARE_VISIT',
  'ELECTION',
  'VOLUNTEER_COORDINATION',
  'MEMBERSHIP_ADMINISTRATION',
];

/** For what a text is read: what the request says where that is a purpose, else to handle the case. */
export function purposeOf(given: string | null | undefined): string {
  return PURPOSES.find((purpose) => purpose === given) ?? 'CASE_HANDLING';
}

/** Whom a viewer may know as the reporter of a case: the reporter themselves, else whoever reads its text, unless it was reported anonymously. */
export function reporterFor(
  viewer: string | null,
  facts: { readonly reporter: string | null; readonly anonymous: boolean; readonly text_readable: boolean },
): string | null {
  if (facts.reporter === viewer) return facts.reporter;
  return facts.text_readable && !facts.anonymous ? facts.reporter : null;
}
