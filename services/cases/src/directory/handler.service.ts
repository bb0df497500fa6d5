import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { CivilDay } from '@linli/domain/civil-time';
import { codeAtLevel, covers } from '@linli/domain/territory';
import { isId } from '@linli/persistence/columns';
import type { HandlerRef } from '../case/case.entity.js';
import { CaseErrors } from '../case/case.errors.js';

/** A handler as a caller names it. */
export interface GivenHandler {
  readonly gridPost?: string | null | undefined;
}

const MOST = 10;

/**
 * Finds the handlers that are named, in the directory: each must hold a post today, in the community of the case or around it.
 * Refuses whatever is not there as `BAD_USER_INPUT` with its path; one statement.
 */
export async function findHandlers(
  em: EntityManager,
  given: readonly GivenHandler[],
  territory: string,
  today: CivilDay,
): Promise<HandlerRef[]> {
  if (given.length === 0 || given.length > MOST) throw CaseErrors.handlerUnclear({ path: 'handlers' });
  const ids = given.map((handler, at) => {
    if (!handler.gridPost) throw CaseErrors.handlerUnclear({ path: `handlers.${at}` });
    return handler.gridPost;
  });
  const { rows } = await sql<{ id: string; territory: string }>`
    select id, territory from directory_grid_post
    where id = any(${ids.filter(isId)}::uuid[]) and starts_on <= ${today}::date
      and (ends_on is null or ends_on >= ${today}::date)`.execute(em.getKysely());
  const community = codeAtLevel(territory, 'COMMUNITY') ?? territory;
  const within = new Set(
    rows
      .filter((post) => covers(community, post.territory) || covers(post.territory, community))
      .map((post) => post.id),
  );
  return ids.map((id, at) => {
    if (!within.has(id)) throw CaseErrors.handlerUnknown({ path: `handlers.${at}.gridPost` });
    return { kind: 'GridPost', id };
  });
}
