import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { NOW, parksAndPaths, type ParksAndPaths } from './parks.suite.js';
import { caughtUpAt } from './subscriber.js';

let city: ParksAndPaths;
beforeAll(async () => {
  city = await parksAndPaths();
});
beforeEach(async () => {
  city.clock.set(NOW);
  await city.close();
  await city.open();
  await inParks('delete from bench; delete from outbox; update feed set purged_until = $$0$$');
  await inPaths('delete from directory_bench; delete from feed_position');
});
afterAll(() => city.end());

const inParks = (text: string): Promise<Record<string, unknown>[]> => city.parks.em.fork().execute(text);
const inPaths = (text: string): Promise<Record<string, unknown>[]> => city.paths.em.fork().execute(text);
/** A bench of which no event tells: whoever knows it has read the snapshot. */
const addUntold = (code: string) => inParks(`insert into bench values ('${code}', 'untold', 1)`);

describe('a directory', () => {
  it('is read from the snapshot first, then from the tail', async () => {
    await addUntold('b0');
    await city.place('b1', 'at the gate');
    expect(await city.directoryRead({ b0: 'untold', b1: 'at the gate' })).toEqual({ b0: 'untold', b1: 'at the gate' });
    await city.place('b2', 'by the pond');
    await city.place('b1', 'moved', 2);
    const expected = { b0: 'untold', b1: 'moved', b2: 'by the pond' };
    expect(await city.directoryRead(expected)).toEqual(expected);
  });

  it('of more benches than a page of the snapshot holds is whole', async () => {
    await inParks(`insert into bench select to_char(n, 'FM00000'), 'untold', 1 from generate_series(1, 4001) n`);
    await city.subscriber.catchUp();
    expect(Object.keys(await city.directory())).toHaveLength(4_001);
  });

  it('takes in more events than a page of the tail holds', async () => {
    await city.subscriber.catchUp();
    await inParks(`
      insert into outbox (id, aggregatetype, aggregateid, type, payload, version, occurred_at)
      select gen_random_uuid(), 'bench', 'b' || n % 7, 'BenchPlaced', jsonb_build_object('place', n), n, '${NOW}'
      from generate_series(1, 1200) n`);
    const expected = { b0: '1197', b1: '1198', b2: '1199', b3: '1200', b4: '1194', b5: '1195', b6: '1196' };
    expect(await city.directoryRead(expected)).toEqual(expected);
  });

  it('passes over events of kinds that it does not keep', async () => {
    await city.subscriber.catchUp();
    await inParks(`
      insert into outbox (id, aggregatetype, aggregateid, type, payload, version, occurred_at)
      values (gen_random_uuid(), 'lamp', 'l1', 'LampLit', '{}', 1, '${NOW}')`);
    await city.place('b1', 'at the gate');
    expect(await city.directoryRead({ b1: 'at the gate' })).toEqual({ b1: 'at the gate' });
  });

  it('ends with the newest where two processes read the same feed at the same time', async () => {
    const others = [city.another(), city.another(), city.another()];
    await Promise.all([
      ...others.map((subscriber) => subscriber.catchUp()),
      ...Array.from({ length: 9 }, (_, n) => city.place(`b${n}`, 'here')),
    ]);
    const expected = Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`b${n}`, 'here']));
    expect(await city.directoryRead(expected)).toEqual(expected);
  });

  it('waits for a peer that does not tell of its kind yet, and is whole once it does', async () => {
    await city.close();
    await city.open([]);
    await addUntold('b0');
    await city.subscriber.catchUp();
    await city.place('b1', 'at the gate');
    await city.subscriber.catchUp();
    expect(await city.directory()).toEqual({});
    await city.close();
    await city.open();
    const expected = { b0: 'untold', b1: 'at the gate' };
    expect(await city.directoryRead(expected)).toEqual(expected);
  });

  it('stays as it is, and says so, where the peer tells of its kind no more', async () => {
    await addUntold('b0');
    await city.subscriber.catchUp();
    await inPaths('delete from feed_position');
    await city.close();
    await city.open([]);
    await expect(city.subscriber.catchUp()).rejects.toThrow('parks tells of bench no more');
    expect(await city.directory()).toEqual({ b0: 'untold' });
  });

  it('that was emptied fills itself', async () => {
    await addUntold('b0');
    await city.subscriber.catchUp();
    await inPaths('delete from directory_bench');
    await city.subscriber.catchUp();
    expect(await city.directory()).toEqual({ b0: 'untold' });
  });

  it('knows when it was last up to date', async () => {
    expect(await caughtUpAt(city.paths, 'parks')).toBeNull();
    await city.subscriber.catchUp();
    city.clock.set('2026-11-20T03:00:00.000Z');
    await city.subscriber.catchUp();
    expect(await caughtUpAt(city.paths, 'parks')).toEqual(new Date('2026-11-20T03:00:00.000Z'));
  });
});

describe('an event of a transaction that commits late', () => {
  it('is missed by nobody who follows the tail', async () => {
    await addUntold('b0');
    await city.subscriber.catchUp();
    const late = await city.beginToPlace('late', 'begun first');
    await city.place('early', 'begun second');
    await city.subscriber.catchUp();
    const before = await city.directory();
    await late.commit();
    const both = { b0: 'untold', early: 'begun second', late: 'begun first' };
    expect(await city.directoryRead(both)).toEqual(both);
    expect(before).toEqual({ b0: 'untold' });
  });

  it('is missed by nobody who read the snapshot meanwhile', async () => {
    const late = await city.beginToPlace('late', 'begun first');
    await city.place('early', 'begun second');
    await city.subscriber.catchUp();
    const before = await city.directory();
    await late.commit();
    const both = { early: 'begun second', late: 'begun first' };
    expect(await city.directoryRead(both)).toEqual(both);
    expect(before).toEqual({ early: 'begun second' });
  });
});

describe('the snapshot is read anew', () => {
  beforeEach(async () => {
    await city.place('b1', 'at the gate');
    await city.directoryRead({ b1: 'at the gate' });
    await addUntold('b0');
  });

  it('only where it has to be', async () => {
    await city.subscriber.catchUp();
    expect(await city.directory()).toEqual({ b1: 'at the gate' });
  });

  it('where the feed is another one than before, as after a restored backup', async () => {
    await inParks('update feed set id = gen_random_uuid()');
    await city.subscriber.catchUp();
    expect(await city.directory()).toEqual({ b0: 'untold', b1: 'at the gate' });
  });

  it('where the feed no longer keeps what came after the position', async () => {
    const [known] = await inPaths(`select split_part(position, ':', 2) as transaction from feed_position`);
    await inParks(`update feed set purged_until = '${String(known?.['transaction'])}'`);
    await city.subscriber.catchUp();
    expect(await city.directory()).toEqual({ b0: 'untold', b1: 'at the gate' });
  });

  it('and forgets what was left out while the feed could not tell of it', async () => {
    await inParks(`delete from bench where code = 'b1'; update feed set id = gen_random_uuid()`);
    await city.subscriber.catchUp();
    expect(await city.directory()).toEqual({ b0: 'untold' });
  });

  it('where everything of a kind was changed at once', async () => {
    await inParks(`
      insert into outbox (id, aggregatetype, aggregateid, type, payload, version, occurred_at)
      values (gen_random_uuid(), 'bench', '*', 'BenchesImported', '{}', 1, '${NOW}')`);
    const both = { b0: 'untold', b1: 'at the gate' };
    expect(await city.directoryRead(both)).toEqual(both);
  });

  it('and forgets what an import of everything has left out', async () => {
    await inParks(`
      delete from bench where code = 'b1';
      insert into outbox (id, aggregatetype, aggregateid, type, payload, version, occurred_at)
      values (gen_random_uuid(), 'bench', '*', 'BenchesImported', '{}', 1, '${NOW}')`);
    expect(await city.directoryRead({ b0: 'untold' })).toEqual({ b0: 'untold' });
  });
});

describe('while the peer is away', () => {
  it('a directory keeps what it has, and goes on when the peer is back', async () => {
    await city.place('b1', 'at the gate');
    expect(await city.directoryRead({ b1: 'at the gate' })).toEqual({ b1: 'at the gate' });
    await city.close();
    await city.place('b2', 'by the pond');
    await expect(city.subscriber.catchUp()).rejects.toThrow('ECONNREFUSED');
    expect(await city.directory()).toEqual({ b1: 'at the gate' });
    await city.open();
    const both = { b1: 'at the gate', b2: 'by the pond' };
    expect(await city.directoryRead(both)).toEqual(both);
  });

  it('one that runs by itself goes on by itself, and stops when it is told to', async () => {
    await city.close();
    const subscriber = city.another();
    subscriber.start();
    await city.place('b1', 'at the gate');
    await city.open();
    await eventually(`select from directory_bench where code = 'b1'`);
    await subscriber.stop();
    await city.place('b2', 'by the pond');
    expect(await city.directory()).toEqual({ b1: 'at the gate' });
  });

  it('one that waits for its next reading stops at once', async () => {
    const subscriber = city.another(600_000);
    subscriber.start();
    await eventually('select from feed_position');
    await expect(subscriber.stop()).resolves.toBeUndefined();
  });
});

/** Asks paths until there is a row. */
async function eventually(text: string): Promise<void> {
  for (const end = Date.now() + 10_000; (await inPaths(text)).length === 0;) {
    if (Date.now() > end) throw new Error('it did not come about in ten seconds');
  }
}
