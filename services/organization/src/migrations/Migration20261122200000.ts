import { Migration } from '@mikro-orm/migrations';
import { rowPolicySql } from '@linli/persistence/base-tables';
import { rolesOf } from '@linli/persistence/provision';

const SERVICE = 'organization';

/** Consents of people; of a consent only its end may change. Auditors see the people of their territory, by the mask. */
export class Migration20261122200000 extends Migration {
  override up(): void {
    const { app } = rolesOf(SERVICE);
    this.addSql(`
      create table consent (
        id uuid primary key,
        person uuid not null references person,
        purpose text not null,
        given_at timestamptz(3) not null,
        withdrawn_at timestamptz(3) check (withdrawn_at >= given_at)
      );
      create unique index consent_open on consent (person, purpose) where withdrawn_at is null;
      create index consent_person on consent (person);`);
    this.addSql(rowPolicySql(SERVICE, 'consent', SEES_CONSENT, 'person = linli_viewer()'));
    this.addSql(`
      revoke update, delete on consent from ${app};
      grant update (withdrawn_at) on consent to ${app};
      create policy auditor_reads on person for select to ${app} using (linli_within(territory, 'linli.audits'));`);
  }
}

/** Whoever may read a person's contact data has to find out whether they consented. */
const SEES_CONSENT = `
  person = linli_viewer() or exists (
    select from person p
    where p.id = consent.person and (linli_within(p.territory, 'linli.reads') or linli_within(p.territory, 'linli.audits')))`;
