import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { purgeFeed, type SnapshotAnswer, type TailAnswer } from './feed.js';
import { tidy } from './housekeeping.js';
import { NOW, parksAndPaths, type ParksAndPaths } from './parks.suite.js';

const GONE = { status: 410, body: { message: 'Take the snapshot.' } };
const LONG_AGO = '2026-11-01T00:00:00.000Z';

let city: ParksAndPaths;
beforeAll(async () => {
  city = await parksAndPaths();
});
beforeEach(async () => {
  city.clock.set(NOW);
  await inParks('delete from bench; delete from outbox; update feed set purged_until = $$0$$');
});
afterAll(() => city.end());

const inParks = (text: string): Promise<Record<string, string>[]> => city.parks.em.fork().execute(text);
const positionNow = async () => ((await city.get('/feed/position')).body as { position: string }).position;
const tailAfter = (position: string) => city.get(`/feed/tail?${new URLSearchParams({ after: position })}`);

/** The tail after a position once it has so many events: a transaction anywhere on the server holds it back. */
async function tailOf(position: string, events: number): Promise<TailAnswer> {
  for (const end = Date.now() + 10_000; ;) {
    const answer = (await tailAfter(position)).body as TailAnswer;
    if (answer.events.length >= events || Date.now() > end) return answer;
  }
}

describe('the feed of a service', () => {
  it('tells the current facts of a kind in the order of their keys', async () => {
    await inParks(`insert into bench values ('b2', 'by the pond', 4), ('b1', 'at the gate', 1)`);
    const rows: SnapshotAnswer['rows'] = [
      { key: 'b1', version: 1, payload: { place: 'at the gate' } },
      { key: 'b2', version: 4, payload: { place: 'by the pond' } },
    ];
    expect((await city.get('/feed/snapshot?kind=bench')).body).toEqual({ rows, last: true });
    expect((await city.get('/feed/snapshot?kind=bench&after=b1')).body).toEqual({ rows: rows.slice(1), last: true });
  });

  it('tells them page by page', async () => {
    await inParks(`insert into bench select to_char(n, 'FM00000'), 'here', 1 from generate_series(1, 2001) n`);
    const first = (await city.get('/feed/snapshot?kind=bench')).body as SnapshotAnswer;
    const second = (await city.get('/feed/snapshot?kind=bench&after=02000')).body as SnapshotAnswer;
    expect([first.rows.length, first.last, second.rows.length, second.last]).toEqual([2_000, false, 1, true]);
  });

  it('has no snapshot of a kind that it does not tell of', async () => {
    expect((await city.get('/feed/snapshot?kind=lamp')).status).toBe(404);
    expect((await city.get('/feed/snapshot')).status).toBe(404);
    expect((await city.get('/feed/elsewhere')).status).toBe(404);
  });

  it('tells what happened since a position, and where to go on from', async () => {
    const before = await positionNow();
    await city.place('b1', 'at the gate');
    await city.place('b1', 'by the pond', 2);
    const event = { kind: 'bench', key: 'b1', type: 'BenchPlaced' };
    const tail = await tailOf(before, 2);
    expect(tail).toEqual({
      events: [
        { ...event, version: 1, payload: { place: 'at the gate' } },
        { ...event, version: 2, payload: { place: 'by the pond' } },
      ],
      position: expect.any(String),
      last: true,
    });
    expect((await tailAfter(tail.position)).body).toEqual({ events: [], position: tail.position, last: true });
  });

  it.each([
    ['no position', ''],
    ['a text that is none', 'yesterday'],
    ['a position of another feed', '00000000-0000-4000-8000-000000000000:1:1'],
  ])('answers 410 to %s', async (_, position) => {
    expect(await tailAfter(position)).toEqual(GONE);
  });
});

describe('a feed that forgets what is older than 14 days', () => {
  it('keeps what is not', async () => {
    const before = await positionNow();
    await city.place('b1', 'at the gate');
    await purgeFeed(city.parks, new Date('2026-12-04T01:59:59.999Z'));
    expect((await tailOf(before, 1)).events).toHaveLength(1);
  });

  it('sends whoever has not read it to the snapshot', async () => {
    const before = await positionNow();
    city.clock.set(LONG_AGO);
    await city.place('b1', 'at the gate');
    await purgeFeed(city.parks, new Date(NOW));
    expect(await inParks('select * from outbox')).toEqual([]);
    expect(await tailAfter(before)).toEqual(GONE);
  });

  it('sends there too whoever stood just before the very transaction that it forgot', async () => {
    city.clock.set(LONG_AGO);
    await city.place('b1', 'at the gate');
    const [first] = await inParks('select feed.id, transaction::text from outbox, feed');
    await purgeFeed(city.parks, new Date(NOW));
    expect(await tailAfter(`${first?.['id']}:${first?.['transaction']}:0`)).toEqual(GONE);
  });

  it('goes on with whoever comes from the snapshot', async () => {
    city.clock.set(LONG_AGO);
    await city.place('b1', 'at the gate');
    await purgeFeed(city.parks, new Date(NOW));
    let position: string;
    do position = await positionNow();
    while ((await tailAfter(position)).status === 410);
    city.clock.set(NOW);
    await city.place('b2', 'by the pond');
    expect((await tailOf(position, 1)).events.map(({ key }) => key)).toEqual(['b2']);
  });

  it('forgets idempotency keys of more than two days with it', async () => {
    await inParks(`
      insert into idempotency_key (caller, key, operation, input_hash, created_at) values
        ('p', 'old', 'place', '', '2026-11-18T01:59:59Z'), ('p', 'new', 'place', '', '2026-11-18T02:00:00Z')`);
    await tidy(city.parks, new Date(NOW));
    expect(await inParks('select key from idempotency_key')).toEqual([{ key: 'new' }]);
  });
});
