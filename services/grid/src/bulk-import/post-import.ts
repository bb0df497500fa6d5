import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { ImportKind, Taken } from './import-kind.js';
import { POST_COLUMNS, postRowFrom } from './post-row.js';
import type { RowFault } from './row-fault.js';
import { faultsInTerritories } from './staged-territories.js';

/**
 * Posts, known by who holds them, the role, the place and the first day. A post that is there stays as it is, also once it has ended:
 * an import ends none and puts none up.
 */
export const POSTS: ImportKind = {
  name: 'posts',
  aggregate: 'gridPost',
  event: 'GridPostsImported',
  operation: 'importGridPosts',
  columns: POST_COLUMNS,
  staging: `
    id uuid, person uuid, role text, territory text collate "C", building text collate natural_order,
    compound text collate natural_order, entrance integer, department text, unit uuid, starts_on date,
    building_id uuid, is_known boolean`,
  rowFrom: postRowFrom,
  async check(em, today) {
    return [
      ...(await faultsInTerritories(em, today)),
      ...(await faultsInReferences(em)),
      ...(await faultsInBuildings(em)),
      ...(await faultsAmongRows(em)),
      ...(await faultsBesidePosts(em, today)),
    ];
  },
  take,
};

/** News of somebody's erasure waits until the import ends, and then finds what it made. */
async function faultsInReferences(em: EntityManager): Promise<readonly RowFault[]> {
  const { rows } = await sql<RowFault>`
    with known as materialized (
      select id from directory_person where id in (select person from staged) and not erased order by id for share
    )
    select line, 'person' as "column", 'UNKNOWN_PERSON' as reason from staged
    where not exists (select from known where known.id = staged.person)
    union all
    select line, 'unit', 'UNKNOWN_UNIT' from staged
    where unit is not null
      and not exists (select from directory_unit where directory_unit.id = staged.unit and status = 'ACTIVE')`.execute(
    em.getKysely(),
  );
  return rows;
}

/** Finds the buildings of chiefs, which stay in their grids until the import ends. */
async function faultsInBuildings(em: EntityManager): Promise<readonly RowFault[]> {
  const { rows } = await sql<RowFault>`
    with candidate as materialized (
      select staged.line, building.id, building.entrances
      from staged join building on building.number = staged.building
        and building.grid >= staged.territory and building.grid < staged.territory || ':'
      left join compound on compound.id = building.compound
      where staged.compound is null or compound.name = staged.compound
      order by building.id for share of building
    ), found as (
      select line, (array_agg(id))[1] as id, count(*) as buildings, min(entrances) as entrances
      from candidate group by line
    ), placed as (
      update staged set building_id = found.id from found where found.line = staged.line returning staged.line
    )
    select line, case when staged.entrance > found.entrances then 'entrance' else 'building' end as "column",
      case when found.line is null then 'UNKNOWN_BUILDING' when found.buildings > 1 then 'SEVERAL_BUILDINGS' else 'NOT_ACCEPTED' end
        as reason
    from staged left join found using (line)
    where staged.building is not null and (found.buildings is distinct from 1 or staged.entrance > found.entrances)`.execute(
    em.getKysely(),
  );
  return rows;
}

/** The same post twice, and a second leader of a grid. */
async function faultsAmongRows(em: EntityManager): Promise<readonly RowFault[]> {
  const { rows } = await sql<RowFault>`
    select line, 'person' as "column", 'TWICE_IN_FILE' as reason, first from (
      select line, case role
        when 'GRID_LEADER' then min(line) over (partition by role, territory)
        else min(line) over (partition by person, role, territory, building_id, entrance, department, unit)
      end as first from staged
    ) as told where line > first`.execute(em.getKysely());
  return rows;
}

/** Marks the posts that are there already; a person holds one once at a time, and a grid has one leader. */
async function faultsBesidePosts(em: EntityManager, today: string): Promise<readonly RowFault[]> {
  const { rows } = await sql<RowFault>`
    with same as (
      select staged.line, bool_or(post.starts_on = staged.starts_on) as is_there
      from staged
      join grid_post as post using (role, territory)
      join grid_post_holder as holder on holder.post = post.id and holder.person = staged.person
      where (post.building, post.entrance, post.department, post.unit)
          is not distinct from (staged.building_id, staged.entrance, staged.department, staged.unit)
        and (post.starts_on = staged.starts_on or post.ends_on is null or post.ends_on >= ${today}::date)
      group by staged.line
    ), known as (
      update staged set is_known = true from same where same.line = staged.line and same.is_there returning staged.line
    )
    select line, 'startsOn' as "column", 'HELD_ALREADY' as reason from same where not is_there
    union all
    select line, 'territory', 'LEADER_TAKEN' from staged
    where role = 'GRID_LEADER' and line not in (select line from same) and exists (
      select from grid_post as post
      where post.role = 'GRID_LEADER' and post.territory = staged.territory
        and (post.ends_on is null or post.ends_on >= greatest(post.starts_on, staged.starts_on))
    )`.execute(em.getKysely());
  return rows;
}

async function take(em: EntityManager): Promise<Taken> {
  const { rows } = await sql<{ added: number }>`
    with added as (
      insert into grid_post (id, role, territory, grid, building, entrance, department, unit, starts_on)
      select id, role, territory, case when length(territory) > 12 then territory end, building_id, entrance, department, unit,
        starts_on
      from staged where is_known is not true order by line
      returning id
    )
    select count(*)::int as added from added`.execute(em.getKysely());
  await sql`
    insert into grid_post_holder (post, person) select id, person from staged where is_known is not true`.execute(
    em.getKysely(),
  );
  return { added: rows[0]?.added ?? 0, changed: 0 };
}
