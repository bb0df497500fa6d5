import { sql } from 'kysely';
import { givenRows, isEmptyTable } from '@linli/events/directory';
import type { DirectoryWriter } from '@linli/events/subscriber';

/**
 * What volunteer keeps of organization's people, from its feed: who looks after them, and whether they are erased. With someone
 * erased go the keys of their changes; the changes themselves stay in the audit, as those of nobody who is known.
 */
export const organizationDirectory: readonly DirectoryWriter[] = [
  {
    kind: 'person',
    isEmpty: (em) => isEmptyTable(em, 'directory_person'),
    apply: async (em, rows) => {
      const newer = await sql<{ id: string; erased: boolean }>`
        insert into directory_person as kept (id, territory, erased, version)
        select key::uuid, payload ->> 'territory', (payload ->> 'erased')::boolean, version from ${givenRows(rows)}
        on conflict (id) do update set territory = excluded.territory, erased = excluded.erased, version = excluded.version
        where kept.version < excluded.version
        returning id, erased`.execute(em.getKysely());
      const erased = newer.rows.filter((person) => person.erased).map(({ id }) => id);
      await sql`delete from idempotency_key where caller = any(${erased}::text[])`.execute(em.getKysely());
    },
  },
];
