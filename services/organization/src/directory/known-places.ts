import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { covers } from '@linli/domain/territory';
import { isId } from '@linli/persistence/columns';
import { RequestErrors } from '@linli/subgraph/request.errors';

/** Refuses the input at a path, for each code, that names neither an area nor an open grid; one statement. */
export async function assertKnownTerritories(
  em: EntityManager,
  named: readonly { code: string; path: string }[],
): Promise<void> {
  const codes = [...new Set(named.map(({ code }) => code))];
  const { rows } = await sql<{ code: string }>`
    select code from directory_area where code = any(${codes})
    union all
    select code from directory_grid where code = any(${codes}) and closed_on is null`.execute(em.getKysely());
  const known = new Set(rows.map(({ code }) => code));
  const unknown = named.find(({ code }) => !known.has(code));
  if (unknown !== undefined) throw RequestErrors.unknownReference({ path: unknown.path });
}

/** Refuses an input that names an area which the directory does not have. */
export async function assertKnownArea(em: EntityManager, code: string, path: string): Promise<void> {
  const { rows } = await sql`select from directory_area where code = ${code}`.execute(em.getKysely());
  if (rows.length === 0) throw RequestErrors.unknownReference({ path });
}

/** Refuses grids that are not open or not in the area, by the path of each: `grids.0`. */
export async function assertOpenGrids(
  em: EntityManager,
  area: string,
  codes: readonly string[],
  path: string,
): Promise<void> {
  if (codes.length === 0) return;
  const { rows } = await sql<{ code: string }>`
    select code from directory_grid where code = any(${[...codes]}) and closed_on is null`.execute(em.getKysely());
  const known = new Set(rows.map(({ code }) => code).filter((code) => covers(area, code)));
  assertAll(codes, known, path);
}

/** Refuses buildings that do not exist or are not in the area, by the path of each: `buildings.0`. */
export async function assertKnownBuildings(
  em: EntityManager,
  area: string,
  ids: readonly string[],
  path: string,
): Promise<void> {
  if (ids.length === 0) return;
  const { rows } = await sql<{ id: string; grid: string }>`
    select id, grid from directory_building where id = any(${ids.filter(isId)}::uuid[])`.execute(em.getKysely());
  const known = new Set(rows.filter(({ grid }) => covers(area, grid)).map(({ id }) => id));
  assertAll(
    ids.map((id) => id.toLowerCase()),
    known,
    path,
  );
}

function assertAll(keys: readonly string[], known: ReadonlySet<string>, path: string): void {
  const at = keys.findIndex((key) => !known.has(key));
  if (at >= 0) throw RequestErrors.unknownReference({ path: `${path}.${at}` });
}
