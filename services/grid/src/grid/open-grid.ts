import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { RequestErrors } from '@linli/subgraph/request.errors';
import { GridRow } from './grid.entity.js';
import { GridErrors } from './grid.errors.js';
import { isOpenOn } from './grid.rules.js';

/** The grid that an input names, which stays open until the transaction ends; refuses one that does not exist, or is not open on the day. */
export async function openGrid(em: EntityManager, code: string, day: string, path: string): Promise<GridRow> {
  const grid = await em.findOne(GridRow, { code }, { lockMode: LockMode.PESSIMISTIC_READ });
  if (grid === null) throw RequestErrors.unknownReference({ path });
  if (!isOpenOn(grid, day)) throw GridErrors.closed({ grid: code, closedOn: grid.closedOn, path });
  return grid;
}
