/** What a row of a table adds to its community's totals, as SQL on the row. */
interface Counted {
  readonly table: string;
  readonly community: string;
  readonly adds: Readonly<Record<string, string>>;
}

const COUNTED: readonly Counted[] = [
  { table: 'compound', community: 'community', adds: { compounds: '1' } },
  {
    table: 'grid',
    community: 'community',
    adds: {
      grids: `(kind <> 'MICRO' and closed_on is null)::int`,
      micro_grids: `(kind = 'MICRO' and closed_on is null)::int`,
    },
  },
  {
    table: 'building',
    community: 'left(grid, 12)',
    adds: {
      buildings: '1',
      households: 'coalesce(households, 0)',
      buildings_of_unknown_households: '(households is null)::int',
    },
  },
];

const ROWS_OF = {
  insert: { transition: 'new table as added', rows: 'select 1 as sign, * from added' },
  update: {
    transition: 'old table as removed new table as added',
    rows: 'select 1 as sign, * from added union all select -1, * from removed',
  },
  delete: { transition: 'old table as removed', rows: 'select -1 as sign, * from removed' },
} as const;

/**
 * Totals of each community, kept by the database itself once a statement, so that no path can forget them and reading an area's
 * totals reads a range of communities and nothing below. The triggers write as their owner; nobody else may.
 */
export const COVERAGE_TRIGGERS = `
  create table community_coverage (
    community text collate "C" primary key check (community ~ '^[0-9]{12}$'),
    compounds integer not null default 0,
    grids integer not null default 0,
    micro_grids integer not null default 0,
    buildings integer not null default 0,
    households integer not null default 0,
    buildings_of_unknown_households integer not null default 0
  );
  ${COUNTED.flatMap((counted) => [
    triggerSql(counted, 'insert'),
    triggerSql(counted, 'update'),
    triggerSql(counted, 'delete'),
  ]).join('')}`;

/** Communities are taken in order, so that two statements that touch the same ones wait for each other and do not deadlock. */
function triggerSql({ table, community, adds }: Counted, event: keyof typeof ROWS_OF): string {
  const { transition, rows } = ROWS_OF[event];
  const columns = Object.keys(adds);
  const sums = Object.values(adds).map((add) => `sum(sign * ${add})`);
  return `
  create function cover_${table}_${event}() returns trigger language plpgsql security definer set search_path = public as $$
  begin
    insert into community_coverage as kept (community, ${columns.join(', ')})
    select ${community}, ${sums.join(', ')} from (${rows}) as changed
    group by 1 having ${sums.map((sum) => `${sum} <> 0`).join(' or ')} order by 1
    on conflict (community) do update
    set ${columns.map((column) => `${column} = kept.${column} + excluded.${column}`).join(', ')};
    return null;
  end $$;
  create trigger cover_${event} after ${event} on ${table} referencing ${transition}
    for each statement execute function cover_${table}_${event}();`;
}
