import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { Clock } from '@linli/domain/civil-time';
import type { Refusal } from '@linli/domain/refusal';
import { PUBLIC } from '@linli/domain/viewer';
import type { Database } from '@linli/persistence/database';
import { commit } from '@linli/persistence/unit-of-work';
import type { AreaLine } from './area-files.js';
import { AreaImportErrors } from './area-import.errors.js';
import { AreaTable, type LineFault, type TableArea } from './area-table.rules.js';

/** What an import did. */
export interface AreaImport {
  /** Areas that the table names. */
  readonly named: number;
  readonly added: number;
  readonly renamed: number;
  readonly removed: number;
  /** Areas that the table names no more, but that something of ours stands in. */
  readonly kept: number;
}

const BATCH = 5_000;

/**
 * Takes a table of areas in, as the database's owner, and publishes one event if anything changed. All of it or nothing: the lines
 * are checked and staged in short transactions, and one transaction switches over, so that readers see the old table or the new.
 *
 * A table speaks for the prefectures that it names (codes of 4 digits) and for no others. An area of theirs that it no longer names
 * is removed, unless a compound, a grid, a post, a training or a ledger stands in it or below it: then it is kept until those are gone. An area whose name
 * is the same keeps its version; the version of any other becomes the number of the import. Names that are no longer an area's are kept
 * as former ones.
 */
export async function importAreas(
  database: Database,
  clock: Clock,
  source: string,
  lines: AsyncIterable<AreaLine>,
  tell: (staged: number) => void = () => undefined,
): Promise<AreaImport> {
  const number = await nextNumber(database);
  const table = new AreaTable();
  let batch: TableArea[] = [];
  const stage = async () => {
    await stageAreas(database, number, batch);
    tell(table.size);
    batch = [];
  };
  for await (const line of lines) {
    const area = areaFrom(table, line);
    if (area !== null) batch.push(area);
    if (batch.length === BATCH) await stage();
  }
  await stage();
  return switchOver(database, clock, { number, source, named: table.size });
}

function areaFrom(table: AreaTable, line: AreaLine): TableArea | null {
  const isOfFile = line.digits === null || line.code.length === line.digits;
  const taken = isOfFile ? table.take(line.code, line.name) : 'NOT_A_CODE';
  if (typeof taken === 'string') throw refusalOf(taken, line);
  return taken;
}

function refusalOf(fault: LineFault, { file, line, code, digits }: AreaLine): Refusal {
  switch (fault) {
    case 'NOT_A_CODE':
      return AreaImportErrors.notACode({ file, line, digits: digits ?? '2, 4, 6, 9, 12' });
    case 'NO_NAME':
      return AreaImportErrors.noName({ file, line, area: code });
    case 'NO_PARENT':
      return AreaImportErrors.noParent({ file, line, area: code });
    case 'TWO_NAMES':
      return AreaImportErrors.twoNames({ file, line, area: code });
  }
}

async function nextNumber(database: Database): Promise<number> {
  const { rows } = await sql<{ number: number }>`select nextval('area_import_number')::int as number`.execute(
    database.em.fork().getKysely(),
  );
  return rows[0]?.number ?? 0;
}

async function stageAreas(database: Database, number: number, areas: readonly TableArea[]): Promise<void> {
  const codes = areas.map((area) => area.code);
  const names = areas.map((area) => area.name);
  await sql`
    insert into area_staged (import, code, name)
    select ${number}, code, name from unnest(${codes}::text[], ${names}::text[]) as line (code, name)`.execute(
    database.em.fork().getKysely(),
  );
}

async function switchOver(
  database: Database,
  clock: Clock,
  { number, source, named }: { number: number; source: string; named: number },
): Promise<AreaImport> {
  const actor = { viewer: PUBLIC, requestId: `area-import-${number}`, settings: {}, now: clock.now() };
  let done: AreaImport = { named, added: 0, renamed: 0, removed: 0, kept: 0 };
  await commit(database, actor, { operation: 'importAreas', input: number }, async ({ em, now, publish, audit }) => {
    await assertAllStaged(em, number, named);
    await keepFormerNames(em, number);
    done = { named, ...(await addAndRename(em, number)), ...(await removeVanished(em, number)) };
    await sql`
      insert into area_import (number, source, named, added, renamed, removed, kept, at)
      values (${number}, ${source}, ${named}, ${done.added}, ${done.renamed}, ${done.removed}, ${done.kept}, ${now})`.execute(
      em.getKysely(),
    );
    await sql`truncate area_staged`.execute(em.getKysely());
    if (done.added + done.renamed + done.removed > 0) {
      await tidyIndexes(em);
      publish({ type: 'AreasImported', aggregateType: 'area', aggregateId: '*', version: number, payload: {} });
    }
    audit({ type: 'area', id: '*', territory: null });
    return String(number);
  });
  return done;
}

/** Imports switch over one after the other; one that ended meanwhile has taken what this one had staged. */
async function assertAllStaged(em: EntityManager, number: number, named: number): Promise<void> {
  await sql`lock table area in share row exclusive mode`.execute(em.getKysely());
  const { rows } = await sql<{ staged: number }>`
    select count(*)::int as staged from area_staged where import = ${number}`.execute(em.getKysely());
  if (rows[0]?.staged !== named) throw AreaImportErrors.overtaken();
  await sql`analyze area_staged`.execute(em.getKysely());
}

async function addAndRename(em: EntityManager, number: number): Promise<{ added: number; renamed: number }> {
  const { rows } = await sql<{ added: number; renamed: number }>`
    with written as (
      insert into area (code, name, version) select code, name, import from area_staged where import = ${number}
      on conflict (code) do update set name = excluded.name, version = excluded.version
        where area.name is distinct from excluded.name
      returning xmax = 0 as is_new
    )
    select count(*) filter (where is_new)::int as added, count(*) filter (where not is_new)::int as renamed
    from written`.execute(em.getKysely());
  return rows[0] ?? { added: 0, renamed: 0 };
}

/** Searches by name are quick at once: their index takes in what it had put aside, and the planner learns what is frequent. */
async function tidyIndexes(em: EntityManager): Promise<void> {
  await sql`select gin_clean_pending_list('area_characters')`.execute(em.getKysely());
  await sql`analyze area`.execute(em.getKysely());
}

/** What areas are called that are about to get another name. */
async function keepFormerNames(em: EntityManager, number: number): Promise<void> {
  await sql`
    insert into area_former_name (code, name, until_import)
    select area.code, area.name, ${number} from area join area_staged using (code)
    where area_staged.import = ${number} and area_staged.name <> area.name
    ${AS_FORMER_NAME}`.execute(em.getKysely());
}

async function removeVanished(em: EntityManager, number: number): Promise<{ removed: number; kept: number }> {
  const { rows } = await sql<{ removed: number; kept: number }>`
    with vanished as (
      select area.code from area
      where left(area.code, 4) in (select code from area_staged where import = ${number} and length(code) = 4)
        and not exists (select from area_staged where import = ${number} and area_staged.code = area.code)
    ), removed as (
      delete from area using vanished where area.code = vanished.code
        and not exists (select from compound where starts_with(compound.community, vanished.code))
        and not exists (select from grid where starts_with(grid.community, vanished.code))
        and not exists (select from grid_post where starts_with(grid_post.territory, vanished.code))
        and not exists (select from training where starts_with(training.community, vanished.code))
        and not exists (
          select from ledger_figure as figure
          where figure.territory >= vanished.code and figure.territory < vanished.code || ':'
        )
      returning area.code, area.name
    ), remembered as (
      insert into area_former_name (code, name, until_import) select code, name, ${number} from removed
      ${AS_FORMER_NAME}
    )
    select (select count(*) from removed)::int as removed,
      ((select count(*) from vanished) - (select count(*) from removed))::int as kept`.execute(em.getKysely());
  return rows[0] ?? { removed: 0, kept: 0 };
}

const AS_FORMER_NAME = sql`on conflict (code, name) do update set until_import = excluded.until_import`;
