import { sql } from 'kysely';
import type { CivilDay } from '@linli/domain/civil-time';
import { givenRows } from '@linli/events/directory';
import type { SnapshotRow } from '@linli/events/feed';
import type { DirectoryWriter } from '@linli/events/subscriber';
import { newId } from '@linli/persistence/columns';
import { lockKnownPeople } from './known-people.js';

/** To whom a source discloses a person on some days: to everyone, to a territory, or to whoever acts for one of the handlers. */
interface Audience {
  readonly level: 'MASK' | 'NAME';
  readonly toPublic: boolean;
  readonly territory: string | null;
  readonly handlers: readonly string[];
  readonly startsOn: CivilDay;
  readonly endsOn: CivilDay | null;
}

/** What a source discloses from now on, in place of all that it disclosed before. */
interface Disclosed {
  readonly person: string | null;
  readonly reason: string;
  readonly audiences: readonly Audience[];
}

/**
 * Whom the things of another service disclose, from its feed. The version of each thing is kept beside, also of one that discloses
 * nobody, so that nothing older ever discloses anew.
 */
export function disclosureWriter(origin: string): DirectoryWriter {
  return {
    kind: 'disclosure',
    isEmpty: async (em) => {
      const known = await sql`select from disclosing_source where origin = ${origin} limit 1`.execute(em.getKysely());
      return known.rows.length === 0;
    },
    apply: async (em, rows) => {
      const told = rows.map(disclosedBy);
      const people = await lockKnownPeople(
        em,
        told.map(({ person }) => person),
      );
      const disclosures = told.filter(({ person }) => people.has(person)).flatMap(disclosuresOf);
      await sql`
        with newer as (
          insert into disclosing_source as kept (origin, source, version)
          select ${origin}, key::uuid, version from ${givenRows(rows)} order by key
          on conflict (origin, source) do update set version = excluded.version where kept.version < excluded.version
          returning source
        ), replaced as (
          delete from disclosure where origin = ${origin} and source in (select source from newer)
        )
        insert into disclosure
          (id, person, level, to_public, territory, handlers, reason, origin, source, starts_on, ends_on)
        select id, person, level, "toPublic", territory, handlers, reason, ${origin}, source, "startsOn", "endsOn"
        from jsonb_to_recordset(${JSON.stringify(disclosures)}::jsonb) as told (
          id uuid, person uuid, level text, "toPublic" boolean, territory text, handlers uuid[], reason text, source uuid,
          "startsOn" date, "endsOn" date)
        join newer using (source)`.execute(em.getKysely());
    },
  };
}

function disclosedBy({ key, payload }: SnapshotRow): Disclosed & { readonly source: string } {
  return { ...(payload as unknown as Disclosed), source: key };
}

/** An audience that is nobody is none. */
function disclosuresOf({ source, person, reason, audiences }: Disclosed & { readonly source: string }) {
  return audiences
    .filter(({ toPublic, territory, handlers }) => toPublic || territory !== null || handlers.length > 0)
    .map((audience) => ({ ...audience, id: newId(), source, person, reason }));
}
