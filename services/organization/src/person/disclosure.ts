import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { CivilDay } from '@linli/domain/civil-time';
import { newId } from '@linli/persistence/columns';

/** A seat as far as it discloses who holds it. */
export interface DisclosingSeat {
  readonly id: string;
  readonly person: string;
  readonly area: string;
  readonly startsOn: CivilDay;
  readonly endsOn: CivilDay | null;
}

/** Discloses who holds a seat, for as long as it lasts: the mask to everyone, the name to the residents and staff of its area. */
export async function discloseSeat(
  em: EntityManager,
  { id, person, area, startsOn, endsOn }: DisclosingSeat,
): Promise<void> {
  await sql`
    insert into disclosure (id, person, level, to_public, territory, reason, source, starts_on, ends_on)
    values
      (${newId()}, ${person}, 'MASK', true, ${area}, 'SEAT', ${id}, ${startsOn}, ${endsOn}),
      (${newId()}, ${person}, 'NAME', false, ${area}, 'SEAT', ${id}, ${startsOn}, ${endsOn})`.execute(em.getKysely());
}

/** Lets the disclosures of a source end with a day. */
export async function endDisclosures(em: EntityManager, source: string, endsOn: CivilDay): Promise<void> {
  await sql`update disclosure set ends_on = ${endsOn}::date where source = ${source}`.execute(em.getKysely());
}
