import { sql } from 'kysely';
import { givenRows, isEmptyTable } from '@linli/events/directory';
import type { DirectoryWriter } from '@linli/events/subscriber';

/** What cases keeps of volunteer's units, from its feed. */
export const volunteerDirectory: readonly DirectoryWriter[] = [
  {
    kind: 'unit',
    isEmpty: (em) => isEmptyTable(em, 'directory_unit'),
    apply: async (em, rows) => {
      await sql`
        insert into directory_unit as kept (id, name, status, communities, version)
        select key::uuid, payload ->> 'name', payload ->> 'status',
          array(select jsonb_array_elements_text(payload -> 'communities')), version
        from ${givenRows(rows)}
        on conflict (id) do update set name = excluded.name, status = excluded.status, communities = excluded.communities,
          version = excluded.version
        where kept.version < excluded.version`.execute(em.getKysely());
    },
  },
];
