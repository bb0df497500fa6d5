import { migrate, openDatabase, type Database } from '@linli/persistence/database';
import { CaseSchema } from './case/case.entity.js';
import { CaseCategorySchema } from './category/category.entity.js';
import { Migration20261122000000 } from './migrations/Migration20261122000000.js';
import { Migration20261122100000 } from './migrations/Migration20261122100000.js';
import { Migration20261122300000 } from './migrations/Migration20261122300000.js';
import { Migration20261122400000 } from './migrations/Migration20261122400000.js';
import { Migration20261122600000 } from './migrations/Migration20261122600000.js';
import { Migration20261122700000 } from './migrations/Migration20261122700000.js';
import { Migration20261122950000 } from './migrations/Migration20261122950000.js';
import { Migration20261122960000 } from './migrations/Migration20261122960000.js';
import { Migration20261122970000 } from './migrations/Migration20261122970000.js';
import { Migration20261122980000 } from './migrations/Migration20261122980000.js';
import { Migration20261122990000 } from './migrations/Migration20261122990000.js';

const entities = [CaseSchema, CaseCategorySchema];

/** The migrations of cases, in their order. */
export const migrations = [
  Migration20261122000000,
  Migration20261122100000,
  Migration20261122300000,
  Migration20261122400000,
  Migration20261122600000,
  Migration20261122700000,
  Migration20261122950000,
  Migration20261122960000,
  Migration20261122970000,
  Migration20261122980000,
  Migration20261122990000,
];

export function openCasesDatabase(url: string, connections?: number): Database {
  return openDatabase({
    url,
    entities,
    ...(connections === undefined ? {} : { connections }),
    statementTimeoutMs: 3_000,
  });
}

/** Brings the database up to date, as its owner. */
export function migrateCases(ownerUrl: string): Promise<void> {
  return migrate({ url: ownerUrl, entities, migrations });
}
