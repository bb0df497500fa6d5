import { Migration } from '@mikro-orm/migrations';
import { rolesOf } from '@linli/persistence/provision';

/** Plans of grids, and which grids came from which. */
export class Migration20261122700000 extends Migration {
  override up(): void {
    const { app, worker } = rolesOf('grid');
    this.addSql(`
      create table grid_plan (
        id uuid primary key,
        community text collate "C" not null references area check (community ~ '^[0-9]{12}$'),
        target_households integer not null check (target_households > 0),
        status text not null check (status in ('DRAFT', 'ON_NOTICE', 'ADOPTED', 'WITHDRAWN')),
        notice_until date,
        moves integer not null check (moves >= 0),
        imbalance double precision not null,
        basis text not null check (basis ~ '^[0-9a-f]{64}$'),
        version integer not null default 1,
        check (status not in ('ON_NOTICE', 'ADOPTED') or notice_until is not null)
      );
      create table planned_grid (
        plan uuid not null references grid_plan,
        sequence integer not null check (sequence >= 1),
        buildings uuid[] not null check (cardinality(buildings) > 0),
        households integer not null check (households >= 0),
        contiguous boolean not null,
        deviation double precision not null,
        shortfall text check (
          shortfall in (
            'LARGE_BUILDING', 'WOULD_FALL_APART', 'NEIGHBOURS_FULL', 'NEIGHBOURS_WOULD_FALL_APART', 'NEIGHBOURS_CANNOT_SPARE'
          )
        ),
        goes_on_as text collate "C" references grid,
        is_unchanged boolean not null,
        primary key (plan, sequence)
      );
      create table grid_lineage (
        predecessor text collate "C" not null references grid,
        successor text collate "C" not null references grid,
        primary key (predecessor, successor),
        check (predecessor <> successor)
      );
      create index grid_lineage_successor on grid_lineage (successor);
      revoke delete on grid_plan from ${app}, ${worker};
      revoke update, delete on planned_grid, grid_lineage from ${app}, ${worker};`);
  }
}
