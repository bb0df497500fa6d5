import { sql } from 'kysely';
import { givenRows, isEmptyTable } from '@linli/events/directory';
import type { DirectoryWriter } from '@linli/events/subscriber';
import { eraseFromCases } from './person-erasure.service.js';

/** What cases keeps of organization's party organisations, of the seats in them and of people, from its feed. */
export const organizationDirectory: readonly DirectoryWriter[] = [
  {
    kind: 'partyOrganization',
    isEmpty: (em) => isEmptyTable(em, 'directory_party_organization'),
    apply: async (em, rows) => {
      await sql`
        insert into directory_party_organization as kept (id, name, level, area, dissolved_on, version)
        select key::uuid, payload ->> 'name', payload ->> 'level', payload ->> 'area', (payload ->> 'dissolvedOn')::date, version
        from ${givenRows(rows)}
        on conflict (id) do update set name = excluded.name, level = excluded.level, area = excluded.area,
          dissolved_on = excluded.dissolved_on, version = excluded.version
        where kept.version < excluded.version`.execute(em.getKysely());
    },
  },
  {
    kind: 'seat',
    isEmpty: (em) => isEmptyTable(em, 'directory_seat'),
    apply: async (em, rows) => {
      await sql`
        insert into directory_seat as kept (id, organization, person, title, starts_on, ends_on, version)
        select key::uuid, (payload ->> 'organization')::uuid, (payload ->> 'person')::uuid, payload ->> 'title',
          (payload ->> 'startsOn')::date, (payload ->> 'endsOn')::date, version
        from ${givenRows(rows)}
        where not exists (select from directory_person p where p.id = (payload ->> 'person')::uuid and p.erased)
        on conflict (id) do update set organization = excluded.organization, person = excluded.person, title = excluded.title,
          starts_on = excluded.starts_on, ends_on = excluded.ends_on, version = excluded.version
        where kept.version < excluded.version`.execute(em.getKysely());
    },
  },
  {
    kind: 'person',
    isEmpty: (em) => isEmptyTable(em, 'directory_person'),
    apply: async (em, rows) => {
      // Of a person in an event from before people were told of, only that they were erased was told.
      const { rows: newer } = await sql<{ id: string; erased: boolean }>`
        insert into directory_person as kept (id, territory, erased, version)
        select key::uuid, payload ->> 'territory', coalesce((payload ->> 'erased')::boolean, true), version
        from ${givenRows(rows)}
        on conflict (id) do update set territory = excluded.territory, erased = excluded.erased, version = excluded.version
        where kept.version < excluded.version
        returning id, erased`.execute(em.getKysely());
      await eraseFromCases(
        em,
        newer.filter(({ erased }) => erased).map(({ id }) => id),
        new Date(),
      );
    },
  },
];
