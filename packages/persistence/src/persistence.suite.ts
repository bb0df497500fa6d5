import { Migration } from '@mikro-orm/migrations';
import type { Viewer } from '@linli/domain/viewer';
import { suiteDatabase } from '@linli/testkit/database';
import { personId } from '@linli/testkit/viewers';
import { auditAccountSql, auditChainSql } from './audit-tables.js';
import { sealNext } from './audit-sealer.js';
import { baseTablesSql, insertOnlySql, rowPolicySql } from './base-tables.js';
import { openDatabase, type Database } from './database.js';
import type { Actor } from './unit-of-work.js';

const SERVICE = 'garden';

/** The smallest service that there may be: beds that everyone sees, letters of one person each, and a visitors' book. */
export class GardenMigration extends Migration {
  override up(): void {
    this.addSql(baseTablesSql(SERVICE));
    this.addSql(auditChainSql(SERVICE));
    this.addSql(auditAccountSql(SERVICE));
    this.addSql(`
      create table bed (name text primary key, flowers integer not null);
      create table letter (id uuid primary key, person uuid not null, territory text collate "C" not null, text text not null);
      create table visit (name text primary key);`);
    this.addSql(
      rowPolicySql(
        SERVICE,
        'letter',
        `person = nullif(current_setting('linli.person', true), '')::uuid or linli_within(territory, 'linli.reads')`,
        `person = nullif(current_setting('linli.person', true), '')::uuid`,
      ),
    );
    this.addSql(insertOnlySql(SERVICE, 'visit'));
  }
}

export const gardener: Viewer = { person: personId(1), roles: [{ role: 'RESIDENT', territory: '340705402001' }] };
export const NOW = new Date('2026-11-20T02:00:00.000Z');

/** A garden's database, open as each of its roles. */
export interface Garden {
  readonly app: Database;
  readonly worker: Database;
  readonly owner: Database;
  readonly appUrl: string;
  end(): Promise<void>;
}

export async function garden(): Promise<Garden> {
  const urls = await suiteDatabase(SERVICE, [GardenMigration]);
  const [app, worker, owner] = [urls.appUrl, urls.workerUrl, urls.ownerUrl].map((url) =>
    openDatabase({ url, entities: [] }),
  ) as [Database, Database, Database];
  return {
    app,
    worker,
    owner,
    appUrl: urls.appUrl,
    end: async () => {
      await Promise.all([app, worker, owner].map((database) => database.close(true)));
      await urls.drop();
    },
  };
}

/** Rows of a query outside any session. */
export function rowsOf(database: Database, text: string): Promise<Record<string, unknown>[]> {
  return database.em.fork().execute(text);
}

export function actor(viewer: Viewer = gardener): Actor {
  return { viewer, requestId: 'request-1', settings: { 'linli.person': viewer.person ?? '' }, now: NOW };
}

/**
 * Seals until the chain has so many entries, and gives how many each round took. Transactions of other suites hold the sealing up,
 * since their numbers are the server's.
 */
export async function sealUntil({ worker }: Garden, sequence: number): Promise<number[]> {
  const rounds: number[] = [];
  for (;;) {
    const round = await sealNext(worker);
    if (round !== null && round.sealed > 0) rounds.push(round.sealed);
    if (round !== null && round.end.sequence >= sequence) return rounds;
  }
}
