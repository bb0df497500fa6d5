import { sql } from 'kysely';
import { givenRows, isEmptyTable } from '@linli/events/directory';
import type { DirectoryWriter } from '@linli/events/subscriber';

/** What grid keeps of volunteer's units, from its feed: that they are there, and whether they were confirmed. */
export const volunteerDirectory: readonly DirectoryWriter[] = [
  {
    kind: 'unit',
    isEmpty: (em) => isEmptyTable(em, 'directory_unit'),
    apply: async (em, rows) => {
      await sql`
        insert into directory_unit as kept (id, status, version)
        select key::uuid, payload ->> 'status', version from ${givenRows(rows)}
        on conflict (id) do update set status = excluded.status, version = excluded.version
        where kept.version < excluded.version`.execute(em.getKysely());
    },
  },
];
