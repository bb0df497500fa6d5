import { migrate, openDatabase, type Database } from '@linli/persistence/database';
import { AgreementSchema } from './agreement/agreement.entity.js';
import { ClaimSchema } from './claim/claim.entity.js';
import { Migration20261122000000 } from './migrations/Migration20261122000000.js';
import { Migration20261122300000 } from './migrations/Migration20261122300000.js';
import { Migration20261122400000 } from './migrations/Migration20261122400000.js';
import { Migration20261122600000 } from './migrations/Migration20261122600000.js';
import { Migration20261122950000 } from './migrations/Migration20261122950000.js';
import { Migration20261122990000 } from './migrations/Migration20261122990000.js';
import { Migration20261122990100 } from './migrations/Migration20261122990100.js';
import { ResourceSchema } from './resource/resource.entity.js';
import { UnitSchema } from './unit/unit.entity.js';

const entities = [UnitSchema, AgreementSchema, ResourceSchema, ClaimSchema];

/** The migrations of volunteer, in their order. */
export const migrations = [
  Migration20261122000000,
  Migration20261122300000,
  Migration20261122400000,
  Migration20261122600000,
  Migration20261122950000,
  Migration20261122990000,
  Migration20261122990100,
];

export function openVolunteerDatabase(url: string, connections?: number): Database {
  return openDatabase({
    url,
    entities,
    ...(connections === undefined ? {} : { connections }),
    statementTimeoutMs: 3_000,
  });
}

/** Brings the database up to date, as its owner. */
export function migrateVolunteer(ownerUrl: string): Promise<void> {
  return migrate({ url: ownerUrl, entities, migrations });
}
