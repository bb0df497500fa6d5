import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openDatabase } from '@linli/persistence/database';
import { GardenMigration } from '@linli/persistence/persistence.suite';
import { suiteDatabase, type SuiteDatabase } from './database.js';

let suites: SuiteDatabase[];
beforeAll(async () => {
  suites = await Promise.all(Array.from({ length: 3 }, () => suiteDatabase('garden', [GardenMigration])));
});
afterAll(() => Promise.all(suites.map((suite) => suite.drop())));

async function ask(url: string | undefined, text: string): Promise<Record<string, unknown>[]> {
  const database = openDatabase({ url: url ?? '', entities: [] });
  try {
    return await database.em.fork().execute(text);
  } finally {
    await database.close(true);
  }
}

it('suites that start at the same time have a migrated database each', async () => {
  await ask(suites[0]?.appUrl, `insert into bed values ('roses', 3)`);
  const beds = await Promise.all(suites.map(({ appUrl }) => ask(appUrl, 'select name from bed')));
  expect(beds).toEqual([[{ name: 'roses' }], [], []]);
});

it('the roles of a suite are those of production', async () => {
  const [suite] = suites;
  await expect(ask(suite?.appUrl, 'select * from outbox')).rejects.toThrow('permission denied for table outbox');
  expect(await ask(suite?.workerUrl, 'select * from outbox')).toEqual([]);
  expect(await ask(suite?.ownerUrl, 'select name from mikro_orm_migrations')).toEqual([{ name: 'GardenMigration' }]);
});

it('a database that was dropped is gone, also while somebody is connected', async () => {
  const suite = await suiteDatabase('garden', [GardenMigration]);
  const connected = openDatabase({ url: suite.appUrl, entities: [] });
  await connected.em.fork().execute('select 1');
  await suite.drop();
  await expect(connected.em.fork().execute('select 1')).rejects.toThrow(/does not exist|terminat/);
  await connected.close(true);
});
