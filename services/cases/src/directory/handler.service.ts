import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import type { CivilDay } from '@linli/domain/civil-time';
import { codeAtLevel } from '@linli/domain/territory';
import { isId } from '@linli/persistence/columns';
import type { HandlerRef } from '../case/case.entity.js';
import { CaseErrors } from '../case/case.errors.js';

/** A handler as a caller names it: exactly one of the three. */
export interface GivenHandler {
  readonly gridPost?: string | null | undefined;
  readonly partyOrganization?: string | null | undefined;
  readonly unit?: string | null | undefined;
}

const KINDS = [
  { field: 'gridPost', kind: 'GridPost' },
  { field: 'partyOrganization', kind: 'PartyOrganization' },
  { field: 'unit', kind: 'Unit' },
] as const;

const MOST = 10;

/**
 * Finds the handlers that are named, in the directory: a post that is held today or an organisation that stands, in the case's
 * community or around it, or a unit that reports to the community. Refuses whatever is not there as `BAD_USER_INPUT` with its path;
 * one statement for each kind that is named.
 */
export async function findHandlers(
  em: EntityManager,
  given: readonly GivenHandler[],
  territory: string,
  today: CivilDay,
): Promise<HandlerRef[]> {
  if (given.length === 0 || given.length > MOST) throw CaseErrors.handlerUnclear({ path: 'handlers' });
  const named = given.map(nameOf);
  const community = codeAtLevel(territory, 'COMMUNITY') ?? territory;
  const known = new Set<string>();
  for (const { kind } of KINDS) {
    const ids = named.filter((handler) => handler.kind === kind && isId(handler.id)).map((handler) => handler.id);
    if (ids.length === 0) continue;
    const { rows } = await sql<{ id: string }>`${HERE[kind](ids, community, today)}`.execute(em.getKysely());
    for (const { id } of rows) known.add(id);
  }
  return named.map(({ field, kind, id }, at) => {
    if (!known.has(id.toLowerCase())) throw CaseErrors.handlerUnknown({ path: `handlers.${at}.${field}` });
    return { kind, id: id.toLowerCase() };
  });
}

function nameOf(handler: GivenHandler, at: number) {
  const [only, ...others] = KINDS.flatMap(({ field, kind }) => {
    const id = handler[field];
    return id === undefined || id === null ? [] : [{ field, kind, id }];
  });
  if (only === undefined || others.length > 0) throw CaseErrors.handlerUnclear({ path: `handlers.${at}` });
  return only;
}

/** For each kind, the ids among those named that can handle a case of the community today. */
const HERE: Readonly<
  Record<HandlerRef['kind'], (ids: string[], community: string, today: CivilDay) => RawBuilder<unknown>>
> = {
  GridPost: (ids, community, today) => sql`
    select id from directory_grid_post
    where id = any(${ids}::uuid[]) and starts_on <= ${today}::date and (ends_on is null or ends_on >= ${today}::date)
      and (starts_with(territory, ${community}) or starts_with(${community}, territory))`,
  PartyOrganization: (ids, community, today) => sql`
    select id from directory_party_organization
    where id = any(${ids}::uuid[]) and (dissolved_on is null or dissolved_on > ${today}::date)
      and (starts_with(area, ${community}) or starts_with(${community}, area))`,
  Unit: (ids, community) => sql`
    select id from directory_unit
    where id = any(${ids}::uuid[]) and status = 'ACTIVE' and ${community} = any(communities)`,
};
