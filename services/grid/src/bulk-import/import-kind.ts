import type { EntityManager } from '@mikro-orm/postgresql';
import type { CivilDay } from '@linli/domain/civil-time';
import type { Cells, ImportColumn } from './import-column.rules.js';
import type { CellFault, RowFault } from './row-fault.js';

/** A row as it is staged, by the columns of the staging table; what is left out is null there. */
export type StagedRow = Readonly<Record<string, string | number | null>>;

/** What became of the rows that were taken in. */
export interface Taken {
  readonly added: number;
  readonly changed: number;
}

/** Something that is imported from tables. */
export interface ImportKind {
  readonly name: string;
  /** Aggregate of the one event and of the audit entry that tell of an import. */
  readonly aggregate: string;
  /** Null where no other service is told. */
  readonly event: string | null;
  readonly operation: string;
  readonly columns: readonly ImportColumn[];
  /** Columns of the staging table `staged`, beside the line. */
  readonly staging: string;
  /** The row as it is staged, or what is wrong with it by itself. */
  rowFrom(cells: Cells, today: CivilDay): StagedRow | readonly CellFault[];
  /** What is wrong with staged rows among each other, and beside what is there. It locks what may not change meanwhile. */
  check(em: EntityManager, today: CivilDay): Promise<readonly RowFault[]>;
  /** Takes the staged rows in, all of which were found good. */
  take(em: EntityManager, now: Date): Promise<Taken>;
}
