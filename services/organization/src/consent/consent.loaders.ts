import type DataLoader from 'dataloader';
import { sql } from 'kysely';
import { reading, type Asking } from '../asking.js';
import { byParent } from '../reading.js';
import type { AccessPurpose } from '../access/access-purpose.rules.js';

export interface ConsentRecord {
  readonly of: string;
  readonly purpose: AccessPurpose;
  readonly givenAt: string;
  readonly withdrawnAt: string | null;
}

/** Reads consents with their history, newest first: the viewer's own. Staff learn of a consent by reading for its purpose. */
export class ConsentLoaders {
  readonly ofPerson: DataLoader<string, ConsentRecord[]>;

  constructor(asking: Asking) {
    this.ofPerson = byParent((people) =>
      reading(asking, async (em) => {
        const { rows } = await sql<ConsentRecord>`
          select person as of, purpose, given_at as "givenAt", withdrawn_at as "withdrawnAt" from consent
          where person = any(${[...people]}::uuid[]) and person = linli_viewer()
          order by given_at desc, id desc`.execute(em.getKysely());
        return rows;
      }),
    );
  }
}
