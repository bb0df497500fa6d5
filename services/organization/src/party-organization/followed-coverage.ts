import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { civilDayOf } from '@linli/domain/civil-time';
import { holdGrids, markFollowed, successionsToFollow } from '@linli/persistence/grid-succession';
import { publishAll } from '@linli/persistence/unit-of-work';
import { partyOrganizationEvent } from './party-organization.events.js';
import { factsOf } from './party-organization.facts.js';
import { coverageAfter, type GridTerm } from './succeeded-coverage.rules.js';

/**
 * Lets the organisations that cover closed grids cover what succeeded them, and tells others. As many statements for any number of
 * grids and organisations, and one where nothing is to follow.
 */
export async function followGrids(em: EntityManager, now: Date): Promise<void> {
  const successions = await successionsToFollow(em);
  if (successions.length === 0) return;
  const closed = successions.map(({ grid }) => grid);
  // Organisations before grids, as use cases lock them.
  await lockCovering(em, closed);
  await holdGrids(em, closed);
  const terms = await termsOfCovering(em, closed, [...closed, ...successions.flatMap(({ successors }) => successors)]);
  const after = coverageAfter(terms, successions);
  const [gone, added] = [without(terms, after), without(after, terms)];
  if (gone.length + added.length > 0) {
    await changeTerms(em, gone, added);
    await tell(em, [...new Set([...gone, ...added].map(({ organization }) => organization))], now);
  }
  await markFollowed(em, closed);
}

async function lockCovering(em: EntityManager, grids: readonly string[]): Promise<void> {
  await sql`
    select from party_organization
    where id in (select organization from organization_grid where grid = any(${[...grids]}::text[]))
    order by id for no key update`.execute(em.getKysely());
}

/** The terms in which those who cover one of the closed grids cover them and the others that are named. */
async function termsOfCovering(
  em: EntityManager,
  closed: readonly string[],
  grids: readonly string[],
): Promise<readonly GridTerm[]> {
  const { rows } = await sql<GridTerm>`
    select organization, grid, starts_on as "startsOn", ends_on as "endsOn" from organization_grid
    where grid = any(${[...grids]}::text[])
      and organization in (select organization from organization_grid where grid = any(${[...closed]}::text[]))`.execute(
    em.getKysely(),
  );
  return rows;
}

async function changeTerms(em: EntityManager, gone: readonly GridTerm[], added: readonly GridTerm[]): Promise<void> {
  await sql`
    delete from organization_grid covered using ${given(gone)}
    where covered.organization = term.organization and covered.grid = term.grid and covered.starts_on = term."startsOn"`.execute(
    em.getKysely(),
  );
  await sql`
    insert into organization_grid (organization, grid, starts_on, ends_on)
    select organization, grid, "startsOn", "endsOn" from ${given(added)}`.execute(em.getKysely());
}

async function tell(em: EntityManager, organizations: readonly string[], now: Date): Promise<void> {
  await sql`
    update party_organization set version = version + 1 where id = any(${[...organizations]}::uuid[])`.execute(
    em.getKysely(),
  );
  const isChanged = sql`o.id = any(${[...organizations]}::uuid[])`;
  const facts = await factsOf(em, isChanged, civilDayOf(now), organizations.length);
  const events = facts.map(({ version, ...fact }) => partyOrganizationEvent('TerritoryMoved', version, fact));
  await publishAll(em, events, now);
}

function given(terms: readonly GridTerm[]) {
  return sql`jsonb_to_recordset(${JSON.stringify(terms)}::jsonb)
    as term (organization uuid, grid text, "startsOn" date, "endsOn" date)`;
}

/** Those of the terms that are not among the others. */
function without(terms: readonly GridTerm[], others: readonly GridTerm[]): GridTerm[] {
  const kept = new Set(others.map(spelt));
  return terms.filter((term) => !kept.has(spelt(term)));
}

function spelt({ organization, grid, startsOn, endsOn }: GridTerm): string {
  return [organization, grid, startsOn, endsOn].join(' ');
}
