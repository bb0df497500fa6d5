import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Migration } from '@mikro-orm/migrations';
import { suiteDatabase, type SuiteDatabase } from '@linli/testkit/database';
import { personId } from '@linli/testkit/viewers';
import { sealNext } from './audit-sealer.js';
import { auditAccountSql, auditChainSql } from './audit-tables.js';
import { verifyAudit } from './audit-verification.js';
import { baseTablesSql } from './base-tables.js';
import { migrate, openDatabase, type Database } from './database.js';
import { rowsOf } from './persistence.suite.js';

const SERVICE = 'orchard';

class BeforeTheChain extends Migration {
  override up(): void {
    this.addSql(baseTablesSql(SERVICE));
  }
}

class WithTheChain extends Migration {
  override up(): void {
    this.addSql(auditChainSql(SERVICE));
  }
}

class WithAccounts extends Migration {
  override up(): void {
    this.addSql(auditAccountSql(SERVICE));
  }
}

let urls: SuiteDatabase;
let worker: Database;
beforeAll(async () => {
  urls = await suiteDatabase(SERVICE, [BeforeTheChain]);
  worker = openDatabase({ url: urls.workerUrl, entities: [] });
});
afterAll(async () => {
  await worker.close(true);
  await urls.drop();
});

const ENTRY = `insert into audit_entry (id, at, roles, operation, subject_type, subject_id, request_id) values`;

it('entries from before the chain are sealed in the order of their times, and later ones after them', async () => {
  await rowsOf(
    worker,
    `${ENTRY} ('${personId(1)}', '2026-11-21', '[]', 'pick', 'tree', 'pear', 'r'),
      ('${personId(2)}', '2026-11-20', '[]', 'pick', 'tree', 'apple', 'r')`,
  );
  await migrate({ url: urls.ownerUrl, entities: [], migrations: [BeforeTheChain, WithTheChain, WithAccounts] });
  await rowsOf(worker, `${ENTRY} ('${personId(3)}', '2026-11-19', '[]', 'pick', 'tree', 'plum', 'r')`);
  while ((await sealNext(worker))?.end.sequence !== 3);

  const sealed = await rowsOf(
    worker,
    'select subject_id from audit_seal s join audit_entry e on e.id = s.entry order by sequence',
  );
  expect(sealed.map((row) => row['subject_id'])).toEqual(['apple', 'pear', 'plum']);
  expect(await verifyAudit(worker, [])).toEqual({ sealed: 3, waiting: 0, findings: [] });
});
