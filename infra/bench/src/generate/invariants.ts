import type { ServiceName } from '@linli/local/topology';
import type pg from 'pg';
import { BenchErrors } from '../bench.errors.js';
import { BUILDINGS_OF_GRID, GRIDS_OF_COMMUNITY, CITY } from './city.js';

/** What must hold of the data of a service: a name, and a statement that gives the rows that break it. */
interface Invariant {
  readonly service: ServiceName;
  readonly what: string;
  readonly broken: string;
}

const OPEN = `status in ('REPORTED', 'ACCEPTED', 'ASSIGNED', 'IN_PROGRESS', 'RESOLVED')`;

const INVARIANTS: readonly Invariant[] = [
  {
    service: 'grid',
    what: 'a community has its grids',
    broken: `select community from grid where starts_with(community, '${CITY}') group by 1 having count(*) <> ${GRIDS_OF_COMMUNITY}`,
  },
  {
    service: 'grid',
    what: 'a grid has its buildings',
    broken: `
      select code from grid left join building on building.grid = grid.code where starts_with(code, '${CITY}')
      group by 1 having count(building.id) <> ${BUILDINGS_OF_GRID}`,
  },
  {
    service: 'grid',
    what: 'the totals of a community are those of its rows',
    broken: `
      select community, grids, buildings, households, compounds from community_coverage where starts_with(community, '${CITY}')
      except
      select community, grids, buildings, households, compounds
      from (select community, count(*) as grids from grid group by 1) gridded
      join (select left(grid, 12) as community, count(*) as buildings, sum(households) as households from building group by 1) housed
        using (community)
      join (select community, count(*) as compounds from compound group by 1) walled using (community)`,
  },
  {
    service: 'organization',
    what: 'the members of an organisation are those of its memberships',
    broken: `
      select organization, members, reported from party_member_count where members + reported > 0
      except
      select organization, coalesce(members, 0), coalesce(reported, 0)
      from (select organization, count(*) as members from party_membership group by 1) kept
      full join (
        select residential_organization as organization, count(*) as reported from party_membership group by 1
      ) visiting using (organization)`,
  },
  {
    service: 'organization',
    what: 'what an organisation covers is there',
    broken: `
      select grid from organization_grid where grid not in (select code from directory_grid)
      union all
      select null from organization_building where building not in (select id from directory_building)`,
  },
  {
    service: 'organization',
    what: 'a seat is disclosed',
    broken: `select id from seat where (select count(*) from disclosure where source = seat.id) <> 2`,
  },
  {
    service: 'volunteer',
    what: 'a unit reports to communities that are there',
    broken: `select community from unit_community where community not in (select code from directory_area)`,
  },
  {
    service: 'volunteer',
    what: 'a unit is drawn into grids that are there',
    broken: `select grid from unit_grid where grid not in (select code from directory_grid)`,
  },
  {
    service: 'volunteer',
    what: 'what remains of a resource is what no claim took',
    broken: `
      select id from resource
      where remaining <> quantity - coalesce((select sum(quantity) from claim where resource = resource.id), 0)`,
  },
  {
    service: 'cases',
    what: 'a case lies in a grid that is there',
    broken: `select territory from "case" where territory not in (select code from directory_grid)`,
  },
  {
    service: 'cases',
    what: 'a case lies in the grid of its building',
    broken: `
      select c.id from "case" c left join directory_building b on b.id = c.building
      where c.building is not null and b.grid is distinct from c.territory`,
  },
  {
    service: 'cases',
    what: 'the handlers of a case are there',
    broken: `
      select id from "case", unnest(handler_ids) as handler
      where handler not in (select id from directory_grid_post)`,
  },
  {
    service: 'cases',
    what: 'the history of a case has no gaps and is as long as its version',
    broken: `
      select c.id from "case" c
      left join (select case_id, count(*) as steps, max(sequence) as last from case_event group by 1) e on e.case_id = c.id
      where (e.steps, e.last) is distinct from (c.version::bigint, c.version)`,
  },
  {
    service: 'cases',
    what: 'the cases of a grid, and those of them that are open, are as many as are counted',
    broken: `
      select territory, private, open, total from open_case_count where total > 0
      except
      select territory, private, count(*) filter (where ${OPEN}), count(*) from "case" group by 1, 2`,
  },
];

/** Directories and what they are copied from: the number of rows is the same. */
const COPIED = [
  ['grid', 'area', 'organization', 'directory_area'],
  ['grid', 'area', 'volunteer', 'directory_area'],
  ['grid', 'area', 'cases', 'directory_area'],
  ['grid', 'grid', 'organization', 'directory_grid'],
  ['grid', 'grid', 'volunteer', 'directory_grid'],
  ['grid', 'grid', 'cases', 'directory_grid'],
  ['grid', 'building', 'organization', 'directory_building'],
  ['grid', 'building', 'cases', 'directory_building'],
  ['grid', 'grid_post', 'cases', 'directory_grid_post'],
  ['organization', 'party_organization', 'cases', 'directory_party_organization'],
  ['organization', 'seat', 'cases', 'directory_seat'],
  ['organization', 'person', 'grid', 'directory_person'],
  ['organization', 'person', 'volunteer', 'directory_person'],
  ['volunteer', 'unit', 'organization', 'directory_unit'],
  ['volunteer', 'unit', 'cases', 'directory_unit'],
] as const;

/** Refuses data of which something does not hold that the services rely on. */
export async function assertInvariants(clients: Readonly<Record<ServiceName, pg.Client>>): Promise<void> {
  for (const { service, what, broken } of INVARIANTS) {
    const { rowCount } = await clients[service].query(broken);
    if (rowCount !== 0) throw BenchErrors.invariantBroken({ what: `${service}: ${what}`, count: rowCount ?? 0 });
  }
  for (const [from, source, to, directory] of COPIED) {
    const missing = (await countOf(clients[from], source)) - (await countOf(clients[to], directory));
    if (missing !== 0)
      throw BenchErrors.invariantBroken({ what: `${to}: ${directory} is ${from}’s ${source}`, count: missing });
  }
}

async function countOf(client: pg.Client, table: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(`select count(*)::int as count from ${table}`);
  return rows[0]?.count ?? 0;
}
