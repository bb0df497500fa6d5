import type { Language } from '@linli/domain/refusal';
import { OFFICERS, type Role, type RoleHeld, type Viewer } from '@linli/domain/viewer';
import { covers } from '@linli/domain/territory';

/** Who serves the people of a territory, and may read how to reach them there. */
export const CONTACT_READERS: readonly Role[] = ['GRID_WORKER', ...OFFICERS];

/** As what someone read of a person: by a role for a territory, as handler of what is about them, or as the person themselves. */
export type ReaderRole = 'SELF' | 'HANDLER' | (typeof WORDED)[number];
const WORDED = [
  'GRID_WORKER',
  'COMMUNITY_OFFICER',
  'STREET_OFFICER',
  'DISTRICT_OFFICER',
  'CITY_OFFICER',
  'AUDITOR',
] as const;

export interface ReadingAs {
  readonly role: ReaderRole;
  readonly territory: string | null;
}

/** As what a viewer reads of a person of a territory: by the role of the narrowest territory around it; null where by none. */
export function readingAs(
  viewer: Viewer,
  person: { readonly id: string; readonly territory: string },
  roles: readonly Role[],
): ReadingAs | null {
  if (viewer.person === person.id) return { role: 'SELF', territory: null };
  const [narrowest] = viewer.roles
    .flatMap((held) => (roles.includes(held.role) ? worded(held) : []))
    .filter(({ territory }) => covers(territory, person.territory))
    .toSorted((a, b) => b.territory.length - a.territory.length);
  return narrowest ?? null;
}

/** The reader in words for the person whose data were read: what they were, for which place, and never their name. */
export function readerInWords(role: ReaderRole, place: string | null, language: Language): string {
  const word = WORDS[role][language];
  if (place === null) return word;
  return language === 'zh' ? `${word}（${place}）` : `${word} (${place})`;
}

const WORDS: Readonly<Record<ReaderRole, Readonly<Record<Language, string>>>> = {
  SELF: { zh: '本人', en: 'the person themselves' },
  GRID_WORKER: { zh: '网格员', en: 'grid worker' },
  COMMUNITY_OFFICER: { zh: '社区工作人员', en: 'community officer' },
  STREET_OFFICER: { zh: '街道工作人员', en: 'street officer' },
  DISTRICT_OFFICER: { zh: '区县工作人员', en: 'district officer' },
  CITY_OFFICER: { zh: '市级工作人员', en: 'city officer' },
  AUDITOR: { zh: '审计员', en: 'auditor' },
  HANDLER: { zh: '办理人', en: 'whoever handles the case' },
};

function worded({ role, territory }: RoleHeld): { role: ReaderRole; territory: string }[] {
  const known = WORDED.find((candidate) => candidate === role);
  return known === undefined || territory === undefined ? [] : [{ role: known, territory }];
}
