import { sql } from 'kysely';
import { withSession } from '@linli/persistence/session-context';
import type { Asking } from '../asking.js';
import { CaseErrors } from './case.errors.js';

const INSUFFICIENT_PRIVILEGE = '42501';

/** Tells why a report failed that the database refused since its reporter is erased: a token may outlive its person by seconds. */
export async function refuseTheErased(error: unknown, asking: Asking): Promise<never> {
  const { code } = error as { code?: unknown };
  throw code === INSUFFICIENT_PRIVILEGE && (await isErased(asking)) ? CaseErrors.reporterErased() : error;
}

function isErased({ database, actor }: Asking): Promise<boolean> {
  return withSession(
    database,
    actor.settings,
    async (em) => {
      const { rows } = await sql`
        select from directory_person where id = ${actor.viewer.person}::uuid and erased`.execute(em.getKysely());
      return rows.length > 0;
    },
    { readOnly: true },
  );
}
