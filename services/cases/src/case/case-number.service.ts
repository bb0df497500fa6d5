import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import { pinyin } from 'pinyin-pro';
import type { CivilDay } from '@linli/domain/civil-time';
import { codeAtLevel } from '@linli/domain/territory';
import type { Database } from '@linli/persistence/database';
import { caseNumber, cityStem, NUMBER_LETTERS } from './case-number.rules.js';

/**
 * The next number of a city's day. One statement raises the counter, so that no two cases share a number. It is a transaction of its
 * own, by the connections that are kept for it: nobody waits until somebody else's report is done, and a report that comes to
 * nothing leaves a gap. Two cities with the same initials share a counter.
 */
export async function takeNumber(numbers: Database, territory: string, day: CivilDay): Promise<string> {
  const kysely = numbers.em.fork().getKysely();
  const city = codeAtLevel(territory, 'CITY');
  const named = await sql<{ name: string }>`select name from directory_area where code = ${city}`.execute(kysely);
  const prefix = initialsOf(named.rows[0]?.name ?? '');
  const counted = await sql<{ last: number }>`
    insert into case_number as kept (prefix, day, last) values (${prefix}, ${day}, 1)
    on conflict (prefix, day) do update set last = kept.last + 1
    returning last`.execute(kysely);
  const sequence = counted.rows[0]?.last ?? 1;
  const letters = Array.from({ length: 4 }, () => NUMBER_LETTERS[randomInt(NUMBER_LETTERS.length)]).join('');
  return caseNumber(prefix, day, sequence, letters);
}

/** Capital initials of a city's name in pinyin; `LL` for a city that the directory does not name. */
function initialsOf(name: string): string {
  const initials = pinyin(cityStem(name), { pattern: 'first', toneType: 'none', type: 'array' }).join('').toUpperCase();
  return /^[A-Z]{1,8}$/.test(initials) ? initials : 'LL';
}
