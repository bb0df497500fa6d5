import { Migration } from '@mikro-orm/migrations';
import { baseTablesSql, rowPolicySql } from '@linli/persistence/base-tables';
import { rolesOf } from '@linli/persistence/provision';
import { AREA_TABLES } from './first/area-tables.js';
import { COVERAGE_TRIGGERS } from './first/coverage-triggers.js';
import { GRID_TABLES } from './first/grid-tables.js';
import { HOLDER_VISIBLE, HOLDER_WRITABLE, POST_TABLES } from './first/post-tables.js';

const SERVICE = 'grid';

/** Areas; compounds, grids and buildings; posts and who holds them; the totals of each community. */
export class Migration20261122000000 extends Migration {
  override up(): void {
    const { app, worker } = rolesOf(SERVICE);
    this.addSql(baseTablesSql(SERVICE));
    this.addSql(AREA_TABLES);
    this.addSql(GRID_TABLES);
    this.addSql(POST_TABLES);
    this.addSql(rowPolicySql(SERVICE, 'grid_post_holder', HOLDER_VISIBLE, HOLDER_WRITABLE));
    this.addSql(COVERAGE_TRIGGERS);
    this.addSql(`
      revoke all on area_staged from ${app}, ${worker};
      revoke insert, update, delete on area, area_import, community_coverage from ${app}, ${worker};
      revoke delete on compound, grid, grid_sequence, building, grid_post from ${app}, ${worker};`);
  }
}
