import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { GridErrors } from './grid.errors.js';
import { codeFrom, mostCodesIn } from './grid.rules.js';

/** The next code of a community, or of a grid for its micro-grids, in one statement: two at once get two, and none is given twice. */
export async function newGridCode(em: EntityManager, territory: string): Promise<string> {
  const most = mostCodesIn(territory);
  const { rows } = await sql<{ last: number }>`
    insert into grid_sequence as known (territory, last) values (${territory}, 1)
    on conflict (territory) do update set last = known.last + 1 where known.last < ${most}
    returning last`.execute(em.getKysely());
  if (rows[0] === undefined) throw GridErrors.codesUsedUp({ territory, most });
  return codeFrom(territory, rows[0].last);
}
