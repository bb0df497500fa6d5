import type { CivilDay } from '@linli/domain/civil-time';

/** Letters of a number's last part: none that is mistaken for a digit or for another letter. */
export const NUMBER_LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ';

/** A case's number for people, `JN-20261121-000042-XKWQ`: city, civil day, sequence of that day, four letters that cannot be guessed. */
export function caseNumber(city: string, day: CivilDay, sequence: number, letters: string): string {
  return `${city}-${day.replaceAll('-', '')}-${String(sequence).padStart(6, '0')}-${letters}`;
}

/** Initials of a city's name, without what kind of city it is: those of 铜陵市 are taken from 铜陵. */
export function cityStem(name: string): string {
  const stem = name.replace(/(市|地区|盟|自治州)$/, '');
  return stem === '' ? name : stem;
}
