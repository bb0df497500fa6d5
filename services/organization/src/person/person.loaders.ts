import type DataLoader from 'dataloader';
import { sql } from 'kysely';
import { reading, type Asking } from '../asking.js';
import { byKey } from '@linli/persistence/batched-reads';

/** A person as the viewer may see them; their sealed name only where the viewer may read it. */
export interface PersonRecord {
  readonly id: string;
  readonly mask: string;
  readonly name: Buffer | null;
  readonly recordKey: Buffer | null;
}

/** Reads people as this viewer may see them; whom they may not see is null. */
export class PersonLoaders {
  readonly byId: DataLoader<string, PersonRecord | null>;
  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
    this.byId = byKey(
      (ids) => this.#find(ids),
      ({ id }) => id,
    );
  }

  /** Row policies leave in whom the viewer may see at all; a name needs the viewer's own person or a disclosure that runs today. */
  #find(ids: readonly string[]): Promise<readonly PersonRecord[]> {
    return reading(this.#asking, async (em) => {
      const { rows } = await sql<PersonRecord>`
        select p.id, p.mask, case when may.name then p.name end as name,
          case when may.name then p.record_key end as "recordKey"
        from person p
        cross join lateral (
          select coalesce(p.id = linli_viewer(), false) or exists (
            select from disclosure d
            where d.person = p.id and d.level = 'NAME'
              and linli_reaches(d.to_public, d.territory, d.handlers, d.starts_on, d.ends_on)
          ) as name
        ) may
        where p.id = any(${[...ids]}::uuid[])`.execute(em.getKysely());
      return rows;
    });
  }
}
