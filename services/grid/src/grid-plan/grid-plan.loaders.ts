import type DataLoader from 'dataloader';
import { sql } from 'kysely';
import type { Viewer } from '@linli/domain/viewer';
import { BatchedByArguments, byKey, listsByParent, type Of, type Reader } from '@linli/persistence/batched-reads';
import { isId } from '@linli/persistence/columns';
import type { GridPlanStatus } from './grid-plan.rules.js';
import { maySeePlan } from './plan-sight.js';
import type { Shortfall } from './shortfall.rules.js';

export interface GridPlanRecord {
  readonly id: string;
  readonly community: string;
  readonly targetHouseholds: number;
  readonly status: GridPlanStatus;
  readonly noticeUntil: string | null;
  readonly moves: number;
  readonly imbalance: number;
}

export interface PlannedGridRecord {
  readonly sequence: number;
  readonly buildings: readonly string[];
  readonly households: number;
  readonly contiguous: boolean;
  readonly deviation: number;
  readonly shortfall: Shortfall | null;
}

/** Plans as one request reads them: what its viewer may not see is not there. */
export class GridPlanLoaders {
  readonly #reader: Reader;
  readonly #byId: DataLoader<string, GridPlanRecord | null>;
  readonly #grids: BatchedByArguments<null, PlannedGridRecord[]>;

  constructor(reader: Reader, viewer: Viewer) {
    this.#reader = reader;
    this.#byId = byKey(
      async (ids) => (await this.#find(ids)).filter((plan) => maySeePlan(viewer, plan)),
      (plan) => plan.id,
    );
    this.#grids = new BatchedByArguments<null, PlannedGridRecord[]>([], (ids) => this.#findGridsOf(ids));
  }

  async byId(id: string): Promise<GridPlanRecord | null> {
    return isId(id) ? this.#byId.load(id.toLowerCase()) : null;
  }

  gridsOf(plan: string): Promise<PlannedGridRecord[]> {
    return this.#grids.load(plan, null);
  }

  async #find(ids: readonly string[]): Promise<readonly GridPlanRecord[]> {
    const { rows } = await sql<GridPlanRecord>`
      select id, community, target_households as "targetHouseholds", status, notice_until as "noticeUntil", moves, imbalance
      from grid_plan where id = any(${[...ids]}::uuid[])`.execute(this.#reader);
    return rows;
  }

  async #findGridsOf(ids: readonly string[]): Promise<Map<string, PlannedGridRecord[]>> {
    const { rows } = await sql<Of<PlannedGridRecord>>`
      select plan as of, sequence, buildings, households, contiguous, deviation, shortfall
      from planned_grid where plan = any(${[...ids]}::uuid[]) order by plan, sequence`.execute(this.#reader);
    return listsByParent(rows);
  }
}
