/** The city that `run.mjs` asks about: communities with 20 grids, a compound, 40 buildings, 50 posts and 4 trainings each. */
export const CITY = '3407';

export async function fill(owner, communities) {
  await fillPlaces(owner, communities);
  await owner.query(`set linli.imports = 'yes'`);
  await fillPosts(owner);
  await fillTrainings(owner);
  await owner.query('vacuum analyze');
}

/** Of the buildings every seventh has unknown households. */
async function fillPlaces(owner, communities) {
  await owner.query(
    `insert into area (code, name, version) select '340705' || lpad(n::text, 6, '0'), '社区', 1 from generate_series(0, $1::int - 1) as n`,
    [communities],
  );
  await owner.query(`
    insert into compound (id, community, name, kind, property_management)
    select gen_random_uuid(), code, '小区', 'GATED', 'COMPANY' from area`);
  await owner.query(`
    insert into grid (code, community, name, kind, themes, opened_on)
    select code || lpad(n::text, 3, '0'), code, '网格', 'RESIDENTIAL', '{}', '2026-01-01' from area, generate_series(1, 20) as n`);
  await owner.query(`
    insert into building (id, grid, number, entrances, households)
    select gen_random_uuid(), code, n || '号楼', 2, nullif(ascii(right(code, 1)) % 7, 0) * 10 from grid, generate_series(1, 2) as n`);
}

/**
 * A leader and a worker of each grid, of whom every fifth took over from somebody this year; every tenth worker works in the same grid
 * of the next community too.
 */
async function fillPosts(owner) {
  await owner.query(`
    create temporary table appointed as
    select gen_random_uuid() as id, posted.*
    from (select code, ascii(right(code, 1)) % 5 = 0 as is_followed from grid) as grid cross join lateral (
      select 'GRID_LEADER' as role, code as territory, 'leader ' || code as person,
        '2026-01-01'::date as starts_on, case when is_followed then '2026-06-30'::date end as ends_on
      union all select 'GRID_WORKER', code, 'worker ' || code, '2026-02-01', case when is_followed then '2026-06-30'::date end
      union all select role, code, role || code, '2026-07-01', null
        from unnest(array['GRID_LEADER', 'GRID_WORKER']) as role where is_followed
      union all select 'GRID_WORKER', code, 'worker ' || (code::bigint - 1000), '2026-03-01', null
        where code::bigint / 1000 % 10 = 1
    ) as posted`);
  await owner.query(`
    insert into grid_post (id, role, territory, grid, starts_on, ends_on)
    select id, role, territory, territory, starts_on, ends_on from appointed`);
  await owner.query(`insert into grid_post_holder (post, person) select id, md5(person)::uuid from appointed`);
}

/** Four trainings of each community in twelve months, each for a quarter of the grids; two of three who came completed it. */
async function fillTrainings(owner) {
  await owner.query(`
    insert into training (id, community, topic, held_on, hours)
    select md5('training ' || code || quarter)::uuid, code, '消防', '2025-12-15'::date + quarter * 90, 2
    from area, generate_series(0, 3) as quarter`);
  await owner.query(`
    insert into training_attendee (training, post, completed)
    select md5('training ' || left(territory, 12) || right(territory, 3)::int % 4)::uuid, id, ascii(md5(person)) % 3 > 0
    from appointed`);
}
