import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rangeOf } from '@linli/domain/territory';
import { withSession } from '@linli/persistence/session-context';
import { RequestErrors } from '@linli/subgraph/request.errors';
import { recordAccesses } from '../access/access-record.js';
import { AccessPurpose } from '../access/access-purpose.rules.js';
import { CONTACT_READERS, readingAs } from '../access/reader.rules.js';
import type { Asking } from '../asking.js';
import { PersonErrors } from './person.errors.js';
import { isPhone, phoneDigits } from './person.rules.js';

const SEARCHES_AN_HOUR = 20;
const HOUR_MS = 3_600_000;

interface Candidate {
  readonly id: string;
  readonly territory: string;
  readonly phone: Buffer;
  readonly recordKey: Buffer;
}

/**
 * Ids of the people of a territory who are reached by exactly this number, among those whom the viewer looks after. A search counts
 * against the caller's hour whether it finds anyone or not, and whoever is found sees it among their access records.
 */
export function findByPhone(asking: Asking, within: string, phone: string): Promise<readonly string[]> {
  const wanted = phone.trim();
  if (!isPhone(wanted)) throw RequestErrors.badUserInput({ path: 'phone' });
  return withSession(asking.database, asking.actor.settings, async (em) => {
    await takeSearch(em, asking);
    const { rows } = await sql<Candidate>`
      select id, territory, phone, record_key as "recordKey" from person
      where phone_index = any(${asking.inputDigest.phoneIndexes(phoneDigits(wanted))}::int[]) and phone is not null
        and territory >= ${within} and territory < ${rangeOf(within).until}
        and linli_within(territory, 'linli.reads')`.execute(em.getKysely());
    const found = rows.flatMap((candidate) => {
      const { id, territory } = candidate;
      const key = asking.envelope.recordKey(id, candidate.recordKey);
      const kept = asking.envelope.open(key, { table: 'person', id, field: 'phone' }, candidate.phone);
      const as = readingAs(asking.viewer, candidate, CONTACT_READERS);
      if (as === null || phoneDigits(kept) !== phoneDigits(wanted)) return [];
      return [{ person: id, territory, key, as, purpose: AccessPurpose.PHONE_SEARCH, reason: null, fields: ['phone'] }];
    });
    await recordAccesses(em, asking, found);
    return found.map(({ person }) => person);
  });
}

/** Takes one search of the caller's hour, which begins with its first; refuses where none is left. */
async function takeSearch(em: EntityManager, { viewer, actor: { now } }: Asking): Promise<void> {
  const anHourAgo = new Date(now.getTime() - HOUR_MS);
  const { rows } = await sql`
    insert into phone_search_hour as kept (caller, since, searches) values (${viewer.person}, ${now}, 1)
    on conflict (caller) do update set
      since = case when kept.since <= ${anHourAgo} then excluded.since else kept.since end,
      searches = case when kept.since <= ${anHourAgo} then 1 else kept.searches + 1 end
    where kept.since <= ${anHourAgo} or kept.searches < ${SEARCHES_AN_HOUR}
    returning searches`.execute(em.getKysely());
  if (rows.length > 0) return;
  const { rows: hours } = await sql<{ since: string }>`
    select since from phone_search_hour where caller = ${viewer.person}`.execute(em.getKysely());
  const until = new Date(new Date(hours[0]?.since ?? now).getTime() + HOUR_MS).toISOString();
  throw PersonErrors.searchesUsedUp({ allowed: SEARCHES_AN_HOUR, until });
}
