import { sql } from 'kysely';
import type { Clock } from '@linli/domain/civil-time';
import { givenRows, isEmptyTable } from '@linli/events/directory';
import type { DirectoryWriter } from '@linli/events/subscriber';
import { forgetHolders } from '../grid-post/forgotten-holders.js';

/**
 * What grid keeps of organization's people, from its feed: that they are there, and where they are looked after. With the news that
 * someone is erased goes what they hold here.
 */
export function organizationDirectory(clock: Clock): readonly DirectoryWriter[] {
  return [
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
        if (erased.length > 0) await forgetHolders(em, erased, clock.now());
      },
    },
  ];
}
