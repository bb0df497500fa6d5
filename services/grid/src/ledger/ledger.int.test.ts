import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import { personId, viewerWith } from '@linli/testkit/viewers';
import {
  changesBy,
  COMMUNITY,
  ELSEWHERE,
  gridSuite,
  gridWorker,
  NEXT_COMMUNITY,
  officer,
  resident,
  rowsOf,
  streetOfficer,
  TODAY,
  type GridSuite,
} from '../grid.suite.js';

const STREET = '340705402';
const analyst = viewerWith('ANALYST', '3407', personId(8));
const cityOfficer = viewerWith('CITY_OFFICER', '3407', personId(9));

let suite: GridSuite;
let grids: string[];
beforeAll(async () => {
  suite = await gridSuite();
  const change = changesBy(suite.as(streetOfficer));
  const opened = [];
  for (const community of [COMMUNITY, COMMUNITY, COMMUNITY, NEXT_COMMUNITY]) {
    opened.push((await change.createGrid({ community })).data.createGrid.code as string);
  }
  grids = opened;
});
afterAll(() => suite.end());

type Entry = Record<string, unknown>;

const record = (territory: string, entries: Entry[], viewer: Viewer = cityOfficer, asOf = '2026-11-01', key?: string) =>
  suite.as(viewer, key === undefined ? {} : { idempotencyKey: key }).ask(
    `mutation ($territory: TerritoryCode!, $asOf: Date!, $entries: [LedgerEntryInput!]!) {
      recordLedger(territory: $territory, asOf: $asOf, entries: $entries) { category count qualifier asOf } }`,
    { territory, asOf, entries },
  );
const ledgerOf = async (code: string, viewer: Viewer = cityOfficer) => {
  const root = code.length > 12 ? 'grid' : 'area';
  const answer = await suite
    .as(viewer)
    .ask(`{ ${root}(code: "${code}") { ledger { category count qualifier asOf } } }`);
  expect(answer.errors).toEqual([]);
  return answer.data[root].ledger;
};
/** One category of a ledger, as count and qualifier. */
const figureOf = async (code: string, category: string, viewer?: Viewer) => {
  const found = (await ledgerOf(code, viewer)).find((entry: Entry) => entry['category'] === category);
  return found === undefined ? null : [found.count, found.qualifier];
};
const line = (category: string, count: number | null, qualifier = 'EXACT', asOf = '2026-11-01') => ({
  category,
  count,
  qualifier,
  asOf,
});

describe('a ledger', () => {
  it('is entered for a territory as of a day, and gives what was entered', async () => {
    const entries = [
      { category: 'RESIDENTS', count: 15_000, qualifier: 'AT_LEAST' },
      { category: 'HOUSEHOLDS', count: 4_900, qualifier: 'AT_LEAST' },
      { category: 'DISABLED', qualifier: 'WITHHELD' },
      { category: 'VETERANS', count: 31 },
    ];
    const answer = await record(COMMUNITY, entries, officer);
    const ledger = [
      line('HOUSEHOLDS', 4_900, 'AT_LEAST'),
      line('RESIDENTS', 15_000, 'AT_LEAST'),
      line('DISABLED', null, 'WITHHELD'),
      line('VETERANS', 31),
    ];
    expect(answer.errors).toEqual([]);
    expect(answer.data.recordLedger).toEqual(ledger);
    expect(await ledgerOf(COMMUNITY, officer)).toEqual(ledger);
    expect(await ledgerOf(COMMUNITY, PUBLIC)).toEqual(ledger);
  });

  it('is that of the newest day, and of one day that which was entered last; none is overwritten', async () => {
    await record(
      ELSEWHERE,
      [{ category: 'ENTERPRISES', count: 3 }],
      viewerWith('COMMUNITY_OFFICER', ELSEWHERE, personId(3)),
    );
    const there = viewerWith('COMMUNITY_OFFICER', ELSEWHERE, personId(3));
    await record(ELSEWHERE, [{ category: 'ENTERPRISES', count: 4 }], there);
    const older = await record(ELSEWHERE, [{ category: 'ENTERPRISES', count: 9 }], there, '2026-10-31');
    expect(older.data.recordLedger).toEqual([line('ENTERPRISES', 9, 'EXACT', '2026-10-31')]);
    expect(await ledgerOf(ELSEWHERE)).toEqual([line('ENTERPRISES', 4)]);
    const kept = await rowsOf(
      suite,
      sql<{ count: number }>`
      select count from ledger_entry where territory = ${ELSEWHERE} order by entered_at, id`,
    );
    expect(kept.map(({ count }) => count)).toEqual([3, 4, 9]);
  });

  it('is entered once, however often it is sent with the same key', async () => {
    const send = () =>
      record(`${grids[3]}`, [{ category: 'RENTAL_HOMES', count: 5 }], streetOfficer, TODAY, 'sent-twice');
    expect((await send()).data).toEqual((await send()).data);
    const [{ count } = { count: 0 }] = await rowsOf(
      suite,
      sql<{ count: number }>`
      select count(*)::int as count from ledger_entry where territory = ${grids[3]}`,
    );
    expect(count).toBe(1);
  });

  it.each<[string, Entry[], string, string]>([
    ['with nothing in it', [], TODAY, 'entries'],
    [
      'with a category twice',
      [
        { category: 'VETERANS', count: 1 },
        { category: 'VETERANS', count: 2 },
      ],
      TODAY,
      'entries.1.category',
    ],
    [
      'with a count of what is withheld',
      [{ category: 'VETERANS', count: 1, qualifier: 'WITHHELD' }],
      TODAY,
      'entries.0.count',
    ],
    ['without a count of what is not', [{ category: 'VETERANS', qualifier: 'ABOUT' }], TODAY, 'entries.0.count'],
    ['with a count below nought', [{ category: 'VETERANS', count: -1 }], TODAY, 'entries.0.count'],
    [
      'with a count of more than there are people',
      [{ category: 'VETERANS', count: 200_000_001 }],
      TODAY,
      'entries.0.count',
    ],
    ['of a day to come', [{ category: 'VETERANS', count: 1 }], '2026-11-21', 'asOf'],
  ])('is refused, one %s', async (_what, entries, asOf, path) => {
    const answer = await record(COMMUNITY, entries, officer, asOf);
    expect(answer.errors).toMatchObject([{ code: 'BAD_USER_INPUT', extensions: { path } }]);
    expect(await figureOf(COMMUNITY, 'VETERANS')).toEqual([31, 'EXACT']);
  });

  it('is refused for a place that is not there', async () => {
    const answers = [
      await record('340705402099', [{ category: 'VETERANS', count: 1 }]),
      await record(`${COMMUNITY}999`, [{ category: 'VETERANS', count: 1 }]),
    ];
    expect(answers.map(({ errors }) => errors[0])).toMatchObject(
      Array(2).fill({ code: 'BAD_USER_INPUT', extensions: { path: 'territory' } }),
    );
  });

  it.each<[string, Viewer, string, string]>([
    ['the public', PUBLIC, COMMUNITY, 'UNAUTHENTICATED'],
    ['a resident', resident, COMMUNITY, 'FORBIDDEN'],
    ['grid staff', gridWorker, `${COMMUNITY}001`, 'FORBIDDEN'],
    ['an officer of the community for its street', officer, STREET, 'FORBIDDEN'],
    ['an officer of the community for its neighbour', officer, NEXT_COMMUNITY, 'FORBIDDEN'],
  ])('is not entered by %s', async (_who, viewer, territory, code) => {
    expect((await record(territory, [{ category: 'VETERANS', count: 1 }], viewer)).errors).toMatchObject([{ code }]);
  });
});

describe('a place without an entry of its own', () => {
  it('has the sum over its grids, at least while one of them has none', async () => {
    await record(`${grids[0]}`, [{ category: 'RETIRED_PARTY_MEMBERS', count: 20 }], cityOfficer, '2026-09-01');
    await record(`${grids[1]}`, [{ category: 'RETIRED_PARTY_MEMBERS', count: 30, qualifier: 'ABOUT' }]);
    expect(await figureOf(COMMUNITY, 'RETIRED_PARTY_MEMBERS')).toEqual([50, 'AT_LEAST']);
    await record(`${grids[2]}`, [{ category: 'RETIRED_PARTY_MEMBERS', count: 10 }]);
    const summed = (await ledgerOf(COMMUNITY)).find(({ category }: Entry) => category === 'RETIRED_PARTY_MEMBERS');
    expect(summed).toEqual(line('RETIRED_PARTY_MEMBERS', 60, 'ABOUT', '2026-09-01'));
  });

  it('has the sum over the areas below it, up to its province', async () => {
    await record(NEXT_COMMUNITY, [{ category: 'RETIRED_PARTY_MEMBERS', count: 40 }]);
    for (const code of [STREET, '340705', '3407', '34']) {
      expect([code, ...((await figureOf(code, 'RETIRED_PARTY_MEMBERS')) ?? [])]).toEqual([code, 100, 'ABOUT']);
    }
  });

  it('has the sum over its micro-grids, which are never all of it', async () => {
    const change = changesBy(suite.as(streetOfficer));
    const parent = `${grids[3]}`;
    const micro = (await change.createGrid({ community: NEXT_COMMUNITY, kind: 'MICRO', parent })).data.createGrid.code;
    await record(micro, [{ category: 'PUBLIC_INSTITUTIONS', count: 2 }]);
    expect([await figureOf(micro, 'PUBLIC_INSTITUTIONS'), await figureOf(parent, 'PUBLIC_INSTITUTIONS')]).toEqual([
      [2, 'EXACT'],
      [2, 'AT_LEAST'],
    ]);
  });

  it('withholds what all its grids withhold', async () => {
    await record(`${grids[3]}`, [{ category: 'CHILDREN_IN_NEED', qualifier: 'WITHHELD' }]);
    expect(await figureOf(NEXT_COMMUNITY, 'CHILDREN_IN_NEED')).toEqual([null, 'WITHHELD']);
  });
});

describe('counts of people', () => {
  beforeAll(async () => {
    for (const [at, count] of [25, 4, 30].entries()) {
      await record(`${grids[at]}`, [
        { category: 'ELDERLY_LIVING_ALONE', count },
        { category: 'NEW_SOCIAL_ORGANIZATIONS', count },
      ]);
    }
  });

  it.each<[string, Viewer, unknown[]]>([
    ['the public', PUBLIC, [null, 'EXACT']],
    ['a resident of the community', resident, [null, 'EXACT']],
    ['an analyst of the city', analyst, [null, 'EXACT']],
    ['staff of the grid beside it', gridWorker, [null, 'EXACT']],
    [
      'an officer of the community beside it',
      viewerWith('COMMUNITY_OFFICER', NEXT_COMMUNITY, personId(7)),
      [null, 'EXACT'],
    ],
    ['staff of the grid', viewerWith('GRID_WORKER', `${COMMUNITY}002`, personId(6)), [4, 'EXACT']],
    ['an officer of the community', officer, [4, 'EXACT']],
    ['an officer of the street', streetOfficer, [4, 'EXACT']],
  ])('below ten are for %s as they should be', async (_who, viewer, expected) => {
    expect(await figureOf(`${grids[1]}`, 'ELDERLY_LIVING_ALONE', viewer)).toEqual(expected);
  });

  it('from ten on are for everyone, and so is any count of things', async () => {
    expect(await figureOf(`${grids[0]}`, 'ELDERLY_LIVING_ALONE', PUBLIC)).toEqual([25, 'EXACT']);
    expect(await figureOf(`${grids[1]}`, 'NEW_SOCIAL_ORGANIZATIONS', PUBLIC)).toEqual([4, 'EXACT']);
  });

  it('that others may know give none away by the sum around them, at no level', async () => {
    expect(await figureOf(COMMUNITY, 'ELDERLY_LIVING_ALONE', officer)).toEqual([59, 'EXACT']);
    for (const code of [COMMUNITY, STREET, '3407']) {
      expect(await figureOf(code, 'ELDERLY_LIVING_ALONE', PUBLIC)).toEqual([55, 'AT_LEAST']);
    }
    await record(COMMUNITY, [{ category: 'ELDERLY_LIVING_ALONE', count: 59 }]);
    expect(await figureOf(COMMUNITY, 'ELDERLY_LIVING_ALONE', PUBLIC)).toEqual([55, 'AT_LEAST']);
    expect(await figureOf(COMMUNITY, 'ELDERLY_LIVING_ALONE', officer)).toEqual([59, 'EXACT']);
  });

  it('of a grid that was closed are its staff’s', async () => {
    const [code] = grids;
    await rowsOf(suite, sql`update grid set closed_on = ${TODAY} where code = ${code}`);
    expect(await figureOf(`${code}`, 'ELDERLY_LIVING_ALONE', PUBLIC)).toEqual([null, 'EXACT']);
    expect(await figureOf(`${code}`, 'ELDERLY_LIVING_ALONE', officer)).toEqual([25, 'EXACT']);
    expect(await figureOf(COMMUNITY, 'RETIRED_PARTY_MEMBERS')).toEqual([40, 'ABOUT']);
  });
});

it('a sum of more than an Int holds is at least what it holds', async () => {
  const street = '340705403';
  const communities = Array.from({ length: 11 }, (_, n) => `${street}${101 + n}`);
  for (const code of [street, ...communities])
    await rowsOf(suite, sql`insert into area (code, name, version) values (${code}, ${code}, 1)`);
  for (const code of communities.slice(1)) await record(code, [{ category: 'RENTAL_HOMES', count: 200_000_000 }]);
  expect(await figureOf(street, 'RENTAL_HOMES')).toEqual([2_000_000_000, 'AT_LEAST']);
  await record(`${communities[0]}`, [{ category: 'RENTAL_HOMES', count: 147_483_647 }]);
  expect(await figureOf(street, 'RENTAL_HOMES')).toEqual([2_147_483_647, 'EXACT']);
  await record(`${communities[0]}`, [{ category: 'RENTAL_HOMES', count: 147_483_648 }]);
  for (const code of [street, '34']) expect(await figureOf(code, 'RENTAL_HOMES')).toEqual([2_147_483_647, 'AT_LEAST']);
});
