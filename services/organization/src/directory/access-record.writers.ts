import { sql } from 'kysely';
import { givenRows } from '@linli/events/directory';
import type { DirectoryWriter } from '@linli/events/subscriber';

/**
 * Reads of people in another service, from its feed: they stand in the one ledger with the reads here. A record never changes, so
 * that one which is there stays, unless it is told to be concealed; of people who are not in the vault there is nobody to tell, and
 * their own reads are none. A record that this table would refuse would hold up all that the feed tells.
 */
export function accessRecordWriter(origin: string): DirectoryWriter {
  return {
    kind: 'accessRecord',
    isEmpty: async (em) => {
      const known = await sql`
        select from access_record where origin = ${origin} and origin <> 'organization' limit 1`.execute(
        em.getKysely(),
      );
      return known.rows.length === 0;
    },
    apply: async (em, rows) => {
      await sql`
        insert into access_record as kept
          (id, at, person, territory, reader, reader_role, reader_territory, purpose, fields, request_id, concealed, origin)
        select key::uuid, (payload ->> 'at')::timestamptz, person.id, payload ->> 'territory', (payload ->> 'reader')::uuid,
          payload ->> 'readerRole', payload ->> 'readerTerritory', payload ->> 'purpose',
          array(select jsonb_array_elements_text(payload -> 'fields')), payload ->> 'requestId',
          coalesce((payload -> 'concealed')::boolean, false), ${origin}
        from ${givenRows(rows)} join person on person.id = (payload ->> 'person')::uuid
        where (payload ->> 'reader')::uuid <> person.id
        order by key
        on conflict (id) do update set concealed = true where excluded.concealed and not kept.concealed`.execute(
        em.getKysely(),
      );
    },
  };
}
