import { Migration } from '@mikro-orm/migrations';
import { rolesOf } from '@linli/persistence/provision';

/**
 * A read that would tell who reported anonymously is there for the person alone. The service in which it was may say so later, so
 * that its records are read anew.
 */
export class Migration20261122970000 extends Migration {
  override up(): void {
    const { app, worker } = rolesOf('organization');
    this.addSql(`
      alter table access_record add column concealed boolean not null default false;
      grant update (concealed) on access_record to ${worker};
      alter policy viewer_reads on access_record to ${app} using (${SEES_RECORD});
      delete from feed_position where source = 'cases';`);
  }
}

const SEES_RECORD = `person = linli_viewer() or (not concealed and linli_within(territory, 'linli.audits'))`;
