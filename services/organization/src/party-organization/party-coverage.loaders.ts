import type DataLoader from 'dataloader';
import { sql } from 'kysely';
import { rangeOf } from '@linli/domain/territory';
import type { Asking } from '../asking.js';
import { byKey } from '@linli/persistence/batched-reads';
import { runsOn } from '../reading.js';
import {
  BRANCH_LEVELS,
  GROUP_LEVELS,
  LEVELS,
  PartyOrganizationKind,
  type PartyOrganizationLevel,
} from './party-organization.rules.js';
import type { PartyCoverage } from './party-organization.type.js';

type CoverageRow = Omit<PartyCoverage, 'organizations'> & {
  readonly of: string;
  readonly levels: Partial<Record<PartyOrganizationLevel, number>>;
};

/** Digits of a grid's code; that of a micro-grid, which is part of one, has two more. */
const GRID_CODE = 15;

/** How far the organisations of areas reach, from counts and coverage alone; one statement for any number of areas. */
export class PartyCoverageLoaders {
  readonly #asking: Asking;
  readonly #ofArea: DataLoader<string, CoverageRow | null>;

  constructor(asking: Asking) {
    this.#asking = asking;
    this.#ofArea = byKey(
      (codes) => this.#read(codes),
      ({ of }) => of,
    );
  }

  async ofArea(code: string): Promise<PartyCoverage | null> {
    const row = await this.#ofArea.load(code);
    if (row === null) return null;
    const { levels, ...figures } = row;
    const organizations = LEVELS.flatMap((level) => (levels[level] ? [{ level, count: levels[level] }] : []));
    return { ...figures, organizations };
  }

  async #read(codes: readonly string[]): Promise<readonly CoverageRow[]> {
    const { database, today } = this.#asking;
    const ends = codes.map((code) => rangeOf(code).until);
    const { rows } = await sql<CoverageRow>`
      select given.code as of, organized.*, gridded.*, housed.*
      from unnest(${[...codes]}::text[], ${ends}::text[]) as given (code, until)
      cross join lateral (
        select coalesce(jsonb_object_agg(level, n), '{}') as levels, coalesce(sum(kept), 0)::int as members,
          coalesce(sum(reported), 0)::int as "membersReported"
        from (
          select o.level, count(*)::int as n, sum(counted.members) as kept, sum(counted.reported) as reported
          from party_organization o join party_member_count counted on counted.organization = o.id
          where o.area >= given.code and o.area < given.until and o.kind = ${PartyOrganizationKind.TERRITORIAL}
            and (o.dissolved_on is null or o.dissolved_on > ${today}::date)
          group by o.level
        ) one_level
      ) organized
      cross join lateral (
        select count(*)::int as grids, count(*) filter (where exists (
          select from organization_grid covered join party_organization o on o.id = covered.organization
          where covered.grid = g.code and ${runsOn('covered', today)} and o.level = any(${[...BRANCH_LEVELS]})
        ))::int as "gridsWithBranch"
        from directory_grid g
        where g.code >= given.code and g.code < given.until and length(g.code) = ${GRID_CODE} and g.closed_on is null
      ) gridded
      cross join lateral (
        select count(*)::int as buildings, count(*) filter (where exists (
          select from organization_building covered join party_organization o on o.id = covered.organization
          where covered.building = b.id and ${runsOn('covered', today)} and o.level = any(${[...GROUP_LEVELS]})
        ))::int as "buildingsWithGroup"
        from directory_building b where b.grid >= given.code and b.grid < given.until
      ) housed`.execute(database.em.fork().getKysely());
    return rows;
  }
}
