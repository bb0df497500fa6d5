import { migrate, openDatabase, type Database } from '@linli/persistence/database';
import { PartyMembershipSchema } from './membership/membership.entity.js';
import { Migration20261122000000 } from './migrations/Migration20261122000000.js';
import { Migration20261122100000 } from './migrations/Migration20261122100000.js';
import { Migration20261122200000 } from './migrations/Migration20261122200000.js';
import { Migration20261122210000 } from './migrations/Migration20261122210000.js';
import { Migration20261122220000 } from './migrations/Migration20261122220000.js';
import { Migration20261122230000 } from './migrations/Migration20261122230000.js';
import { Migration20261122300000 } from './migrations/Migration20261122300000.js';
import { Migration20261122400000 } from './migrations/Migration20261122400000.js';
import { Migration20261122500000 } from './migrations/Migration20261122500000.js';
import { Migration20261122600000 } from './migrations/Migration20261122600000.js';
import { Migration20261122700000 } from './migrations/Migration20261122700000.js';
import { Migration20261122950000 } from './migrations/Migration20261122950000.js';
import { Migration20261122970000 } from './migrations/Migration20261122970000.js';
import { Migration20261122980000 } from './migrations/Migration20261122980000.js';
import { Migration20261122990000 } from './migrations/Migration20261122990000.js';
import { PartyOrganizationSchema } from './party-organization/party-organization.entity.js';
import { PersonSchema } from './person/person.entity.js';
import { SeatSchema } from './seat/seat.entity.js';

const entities = [PersonSchema, PartyOrganizationSchema, PartyMembershipSchema, SeatSchema];

/** The migrations of organization, in their order. */
export const migrations = [
  Migration20261122000000,
  Migration20261122100000,
  Migration20261122200000,
  Migration20261122210000,
  Migration20261122220000,
  Migration20261122230000,
  Migration20261122300000,
  Migration20261122400000,
  Migration20261122500000,
  Migration20261122600000,
  Migration20261122700000,
  Migration20261122950000,
  Migration20261122970000,
  Migration20261122980000,
  Migration20261122990000,
];

export function openOrganizationDatabase(url: string, connections?: number): Database {
  return openDatabase({
    url,
    entities,
    ...(connections === undefined ? {} : { connections }),
    statementTimeoutMs: 3_000,
  });
}

/** Brings the database up to date, as its owner. */
export function migrateOrganization(ownerUrl: string): Promise<void> {
  return migrate({ url: ownerUrl, entities, migrations });
}
