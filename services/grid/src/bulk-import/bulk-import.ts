import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { civilDayOf, type CivilDay, type Clock } from '@linli/domain/civil-time';
import { PUBLIC } from '@linli/domain/viewer';
import { newId } from '@linli/persistence/columns';
import type { Database } from '@linli/persistence/database';
import { commit, type UnitOfWork } from '@linli/persistence/unit-of-work';
import { BulkImportErrors } from './bulk-import.errors.js';
import { cellsOf, columnsHeaded, type HeadingFault } from './import-column.rules.js';
import type { ImportKind, StagedRow, Taken } from './import-kind.js';
import { FaultList } from './row-fault.js';
import type { TableLine } from './table-file.js';

/** What an import did, or would have done; where there are faults, nothing. */
export interface BulkImport extends Taken {
  readonly rows: number;
  readonly faults: FaultList;
}

export interface BulkImportOptions {
  /** The name of the file, for refusals. */
  readonly file: string;
  /** Whether all is only tried out. */
  readonly isDryRun?: boolean;
  /** Told how many rows are staged, as they are. */
  readonly tell?: (staged: number) => void;
}

const BATCH = 5_000;
/** Opens the rows about people to an import, which is about all of them and is run by whoever keeps the database. */
const IMPORTING = { 'linli.imports': 'yes' };
/** PostgreSQL's code for a row that an exclusion constraint does not let in. */
const EXCLUDED = '23P01';
/** Imports take their turns: the second sees what the first has taken in. */
const TURN = 727_002;

/**
 * Takes the rows of a table in, as the database's owner: all of them or, where one is bad, none, and then every bad row is named. The
 * rows are read before anything is locked; one transaction stages them, checks them against each other and the database, and takes them
 * in with one event and one audit entry. Rows that say what is there already change nothing. What somebody else entered since a row was
 * checked shuts the row out; then all is checked once more, which finds it and names the row.
 */
export async function importLines(
  database: Database,
  clock: Clock,
  kind: ImportKind,
  lines: readonly TableLine[],
  { file, isDryRun = false, tell = () => undefined }: BulkImportOptions,
): Promise<BulkImport> {
  const now = clock.now();
  const faults = new FaultList();
  const rows = rowsOf(kind, lines, { file, today: civilDayOf(now), faults });
  const count = Math.max(lines.length - 1, 0);
  const id = newId();
  const actor = { viewer: PUBLIC, requestId: `import-${id}`, settings: IMPORTING, now };
  let taken: Taken = { added: 0, changed: 0 };
  const attempt = () =>
    commit(database, actor, { operation: kind.operation, input: id }, async (unit) => {
      const { em } = unit;
      await stage(em, kind, rows, tell);
      for (const { line, ...fault } of await kind.check(em, civilDayOf(now))) faults.add(line, fault);
      if (faults.rows > 0) throw new NothingTaken();
      taken = await kind.take(em, now);
      if (isDryRun) throw new NothingTaken();
      record(unit, kind, taken);
      return id;
    });
  try {
    await attempt().catch((error: unknown) => {
      if ((error as { code?: unknown }).code !== EXCLUDED) throw error;
      return attempt();
    });
  } catch (error) {
    if (!(error instanceof NothingTaken)) throw error;
  }
  return { rows: count, ...taken, faults };
}

/** Rolls the transaction back. */
class NothingTaken extends Error {}

interface NumberedRow {
  readonly line: number;
  readonly row: StagedRow;
}

/** The rows that are good by themselves; the faults of the others are added to the list. */
function rowsOf(
  kind: ImportKind,
  [headings, ...lines]: readonly TableLine[],
  { file, today, faults }: { file: string; today: CivilDay; faults: FaultList },
): NumberedRow[] {
  const columns = columnsHeaded(headings?.cells ?? [], kind.columns);
  if ('fault' in columns) throw refusalOf(columns, file);
  return lines.flatMap(({ line, cells }) => {
    const named = cellsOf(cells, columns);
    const row = named === null ? [{ column: null, reason: 'BEYOND_HEADINGS' as const }] : kind.rowFrom(named, today);
    if (!isFaulty(row)) return [{ line, row }];
    for (const fault of row) faults.add(line, fault);
    return [];
  });
}

function isFaulty(row: ReturnType<ImportKind['rowFrom']>): row is Extract<typeof row, readonly unknown[]> {
  return Array.isArray(row);
}

function refusalOf({ fault, heading }: HeadingFault, file: string) {
  switch (fault) {
    case 'UNKNOWN_HEADING':
      return BulkImportErrors.unknownHeading({ file, heading });
    case 'HEADED_TWICE':
      return BulkImportErrors.headedTwice({ file, heading });
    case 'HEADING_MISSING':
      return BulkImportErrors.headingMissing({ file, heading });
  }
}

async function stage(
  em: EntityManager,
  { staging }: ImportKind,
  rows: readonly NumberedRow[],
  tell: (staged: number) => void,
): Promise<void> {
  const kysely = em.getKysely();
  await sql`select pg_advisory_xact_lock(${TURN})`.execute(kysely);
  await sql`create temporary table staged (line integer primary key, ${sql.raw(staging)}) on commit drop`.execute(
    kysely,
  );
  for (let at = 0; at < rows.length; at += BATCH) {
    const batch = rows.slice(at, at + BATCH).map(({ line, row }) => ({ ...row, line, id: newId() }));
    await sql`
      insert into staged select * from jsonb_populate_recordset(null::staged, ${JSON.stringify(batch)}::jsonb)`.execute(
      kysely,
    );
    tell(at + batch.length);
  }
  await sql`analyze staged`.execute(kysely);
}

/** One event for all that changed: subscribers read the kind anew. */
function record({ publish, audit, now }: UnitOfWork, kind: ImportKind, { added, changed }: Taken): void {
  const { event, aggregate } = kind;
  if (added + changed > 0 && event !== null) {
    publish({ type: event, aggregateType: aggregate, aggregateId: '*', version: now.getTime(), payload: {} });
  }
  audit({ type: aggregate, id: '*', territory: null });
}
