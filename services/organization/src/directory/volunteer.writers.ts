import { sql } from 'kysely';
import { givenRows, isEmptyTable } from '@linli/events/directory';
import type { DirectoryWriter } from '@linli/events/subscriber';
import { accessRecordWriter } from './access-record.writers.js';

/** What organization keeps of volunteer's units, and who read of whom there, from its feed. */
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
  accessRecordWriter('volunteer'),
];
