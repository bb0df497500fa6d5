import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { testServer } from '@linli/testkit/config';
import { migrate, openDatabase } from './database.js';
import { GardenMigration, rowsOf } from './persistence.suite.js';
import { provision, type ServiceDatabase } from './provision.js';

const PASSWORDS = { owner: 'test', app: 'test', worker: 'test' };
const NAME = `garden_${randomBytes(6).toString('hex')}`;

const provisionGarden = () => provision(testServer(), 'garden', PASSWORDS, NAME);

/** Rows of a query as one of the roles of a service. */
async function ask(url: string, text: string): Promise<Record<string, unknown>[]> {
  const database = openDatabase({ url, entities: [] });
  try {
    return await rowsOf(database, text);
  } finally {
    await database.close(true);
  }
}

let urls: ServiceDatabase;
beforeAll(async () => {
  urls = await provisionGarden();
});
afterAll(async () => {
  const admin = new pg.Client({ connectionString: testServer() });
  await admin.connect();
  await admin.query(`drop database if exists ${NAME} with (force)`);
  await admin.end();
});

describe("a service's database", () => {
  it('is reached by each of its three roles', async () => {
    for (const [url, role] of [
      [urls.ownerUrl, 'linli_garden_owner'],
      [urls.appUrl, 'linli_garden_app'],
      [urls.workerUrl, 'linli_garden_worker'],
    ] as const) {
      expect(await ask(url, 'select current_user::text as role, current_database()::text as name')).toEqual([
        { role, name: NAME },
      ]);
    }
  });

  it('is migrated once by two that start at the same time', async () => {
    const options = { url: urls.ownerUrl, entities: [], migrations: [GardenMigration] };
    await Promise.all([migrate(options), migrate(options)]);
    expect(await ask(urls.ownerUrl, 'select name from mikro_orm_migrations')).toEqual([{ name: 'GardenMigration' }]);
    expect(await ask(urls.ownerUrl, 'select count(*)::int as n from feed')).toEqual([{ n: 1 }]);
  });

  it('that is provisioned again keeps what is in it', async () => {
    await ask(urls.workerUrl, `insert into bed values ('roses', 3)`);
    expect(await provisionGarden()).toEqual(urls);
    expect(await ask(urls.appUrl, 'select name from bed')).toEqual([{ name: 'roses' }]);
  });

  it('that is provisioned by several at the same time is as if it were by one', async () => {
    expect(await Promise.all(Array.from({ length: 6 }, provisionGarden))).toEqual(
      Array.from({ length: 6 }, () => urls),
    );
  });

  it('is closed to the roles of another service', async () => {
    const other = await provision(testServer(), 'neighbour', PASSWORDS, `${NAME}_next`);
    const here = new URL(other.appUrl);
    here.pathname = `/${NAME}`;
    await expect(ask(here.href, 'select 1')).rejects.toThrow('permission denied for database');
    await ask(testServer(), `drop database ${NAME}_next with (force)`);
  });

  it('takes a new password of a role', async () => {
    const changed = await provision(testServer(), 'neighbour', { ...PASSWORDS, app: `new'"pass` }, `${NAME}_next`);
    expect(await ask(changed.appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await ask(testServer(), `drop database ${NAME}_next with (force)`);
  });
});
