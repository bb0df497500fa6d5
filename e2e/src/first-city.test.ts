import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import type { JWK } from 'jose';
import { issuerKeyOf } from '@linli/local/secrets';
import { City, ended, firstQuery, kill } from './city.suite.js';
import {
  areaOf,
  buildingsOf,
  ELSEWHERE,
  lightIsOut,
  NOWHERE,
  OFFICER,
  REPORT,
  reported,
  RESIDENT,
  someBuilding,
  TIANJINGHU,
  withoutCases,
} from './tianjinghu.suite.js';
import type { AreaAnswer } from './tianjinghu.suite.js';
import { until } from './until.suite.js';

let city: City;
let first: string;

beforeAll(async () => {
  city = await City.start();
  first = await firstQuery();
}, 60_000);

afterAll(() => city.stop(), 30_000);

describe('the demo city', () => {
  const COUNTS = `query {
    area(code: "${TIANJINGHU}") { gridCoverage { compounds grids buildings households posts { role count } } }
    cases(within: "${TIANJINGHU}") { totalCount }
  }`;
  const counted = async () => {
    const { data } = await city.ask(COUNTS, { roles: OFFICER });
    const { area, cases } = data as { area: AreaAnswer; cases: { totalCount: number } };
    return { data, buildings: Number(area.gridCoverage['buildings']), cases: cases.totalCount };
  };

  test('is whole, and nothing of it twice, after it was killed among its buildings and among its cases', async () => {
    const amongBuildings = city.loadDemo();
    await until('60 buildings', async () => (await counted()).buildings >= 60);
    await kill(amongBuildings);
    expect((await counted()).buildings).toBeLessThan(245);

    const amongCases = city.loadDemo();
    await until('30 cases', async () => (await counted()).cases >= 30);
    await kill(amongCases);
    expect((await counted()).cases).toBeLessThan(100);

    expect(await ended(city.loadDemo())).toBe(0);
    expect((await counted()).data).toEqual({
      area: {
        gridCoverage: {
          compounds: 4,
          grids: 19,
          buildings: 245,
          households: 4900,
          posts: [
            { role: 'GRID_LEADER', count: 19 },
            { role: 'GRID_WORKER', count: 19 },
            { role: 'BUILDING_CHIEF', count: 62 },
          ],
        },
      },
      cases: { totalCount: 100 },
    });
  }, 60_000);

  test('has cases in every state of the loop', async () => {
    const states = ['REPORTED', 'ACCEPTED', 'ASSIGNED', 'IN_PROGRESS', 'RESOLVED', 'CLOSED'];
    const lists = states.map((s) => `${s}: cases(within: "${TIANJINGHU}", where: { status: [${s}] }) { totalCount }`);
    const { data } = await city.ask(`{ ${lists.join('\n')} }`, { roles: OFFICER });
    expect(data).toEqual({
      REPORTED: { totalCount: 12 },
      ACCEPTED: { totalCount: 12 },
      ASSIGNED: { totalCount: 14 },
      IN_PROGRESS: { totalCount: 16 },
      RESOLVED: { totalCount: 14 },
      CLOSED: { totalCount: 32 },
    });
  });

  test('that is whole is left as it is', async () => {
    const before = await counted();
    expect(await ended(city.loadDemo())).toBe(0);
    expect(await counted()).toEqual(before);
  });
});

describe('the first query', () => {
  const coverage = { compounds: 4, grids: 19, buildings: 245, households: 4900 };

  test('shows the community officer the whole community and its five newest cases', async () => {
    const answer = await city.ask(first, { roles: OFFICER });
    expect(answer.errors).toEqual([]);
    const area = areaOf(answer);
    expect(area.gridCoverage).toEqual(coverage);
    expect(buildingsOf(area)).toHaveLength(245);
    expect(area.openCases).toBe(68);
    expect(area.cases?.nodes).toHaveLength(5);
  });

  test('shows the public the same community without its cases', async () => {
    const answer = await city.ask(first);
    expect(answer.errors).toEqual([]);
    const area = areaOf(answer);
    expect(area.gridCoverage).toEqual(coverage);
    expect(buildingsOf(area)).toHaveLength(245);
    expect(area.cases?.nodes).toEqual([]);
  });

  test('takes 4 requests to subgraphs and 12 statements', async () => {
    const { trace } = await city.ask(first, { roles: OFFICER });
    expect(trace).toMatchObject({ subgraphRequests: 4, statements: 12 });
  });

  test('misses what is of cases, and nothing else, while cases hangs', async () => {
    const whole = areaOf(await city.ask(first, { roles: OFFICER }));
    city.signal('cases', 'SIGSTOP');
    try {
      const start = Date.now();
      const answer = await city.ask(first, { roles: OFFICER });
      expect(Date.now() - start).toBeLessThan(4_000);
      expect(areaOf(answer)).toEqual(withoutCases(whole));
      const missing = answer.errors.map(({ extensions: { code, subgraph } }) => ({ code, subgraph }));
      expect(missing.length).toBeGreaterThan(0);
      expect(missing).toEqual(missing.map(() => ({ code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'cases' })));
    } finally {
      city.signal('cases', 'SIGCONT');
    }
    await until('cases again', async () => (await city.ask(first, { roles: OFFICER })).errors.length === 0);
    expect(areaOf(await city.ask(first, { roles: OFFICER }))).toEqual(whole);
  });
});

describe('a newcomer', () => {
  test('reports a light that is out, and reads of it what grid and cases know', async () => {
    const { grid, ...building } = await someBuilding(city);
    const newcomer = { roles: RESIDENT, person: '0e2e0000-0000-8000-8000-000000000001' };
    const made = await city.ask(REPORT, { ...newcomer, variables: lightIsOut({ building: building.id }) });
    expect(made.errors).toEqual([]);

    const read = `query ($id: ID!) { case(id: $id) { title status description building { id number } grid { code } } }`;
    const variables = { id: reported(made) };
    const own = { title: '楼道灯不亮', description: '二楼到三楼的灯坏了，晚上看不清楼梯。', building };
    const asked = await city.ask(read, { ...newcomer, variables });
    expect(asked).toMatchObject({ errors: [], data: { case: { ...own, status: 'REPORTED', grid: { code: grid } } } });

    const neighbour = await city.ask(read, { roles: RESIDENT, variables });
    const kindAlone = { title: 'Lights in stairwells and streets', description: null, building: null };
    expect(neighbour).toMatchObject({ errors: [], data: { case: { ...kindAlone, grid: { code: grid } } } });
    expect(await city.ask(read, { variables })).toMatchObject({ errors: [], data: { case: null } });
  });
});

describe('a case', () => {
  const READ = `query ($id: ID!) {
    case(id: $id) { id number status description timeline { sequence action to at byRole hash } }
    cases(within: "${TIANJINGHU}", where: { text: "井盖被车压裂" }) { totalCount }
  }`;

  test('is there, once, with its history, after every process was killed; its key still gives the same case', async () => {
    const words = { title: '井盖被车压裂', description: '村口井盖裂成两半。', category: 'FACILITIES.ROAD' };
    const variables = { input: { territory: TIANJINGHU, channel: 'PORTAL', ...words } };
    const asking = { roles: OFFICER, variables, key: 'e2e:manhole' };
    const id = reported(await city.ask(REPORT, asking));
    const before = await city.ask(READ, { roles: OFFICER, variables: { id } });
    expect(before.data).toMatchObject({
      case: { timeline: [{ sequence: 1, to: 'REPORTED' }] },
      cases: { totalCount: 1 },
    });

    const killed = await city.dieAndStartAgain();
    expect(killed.toSorted()).toEqual([
      'cases',
      'dev-issuer',
      'gateway',
      'grid',
      'organization',
      'postgres',
      'volunteer',
    ]);

    expect((await city.ask(READ, { roles: OFFICER, variables: { id } })).data).toEqual(before.data);
    expect(reported(await city.ask(REPORT, asking))).toBe(id);
    expect((await city.ask(READ, { roles: OFFICER, variables: { id } })).data).toEqual(before.data);
  }, 60_000);

  test.each([
    ['a community', () => ELSEWHERE, (place: string) => ({ territory: place }), NOWHERE],
    [
      'a building',
      async () => (await someBuilding(city)).id,
      (place: string) => ({ building: place }),
      crypto.randomUUID(),
    ],
  ])(
    'in %s of another territory is refused as one in a place that is not there',
    async (_place, there, at, nowhere) => {
      const foreign = await there();
      const report = (by: string, place: string) =>
        city.ask(REPORT, { roles: [{ role: 'COMMUNITY_OFFICER', territory: by }], variables: lightIsOut(at(place)) });
      const [home, other] = foreign === ELSEWHERE ? [ELSEWHERE, TIANJINGHU] : [TIANJINGHU, ELSEWHERE];
      expect((await report(home, foreign)).errors).toEqual([]);
      const { trace: _, ...refused } = await report(other, foreign);
      const { trace: __, ...absent } = await report(other, nowhere);
      expect(absent).toMatchObject({ data: null, errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
      expect(refused).toEqual(absent);
    },
  );
});

describe('whoever has no good token', () => {
  const person = '0e2e0000-0000-8000-8000-000000000002';
  const sign = (key: JWK, audience: string) =>
    importJWK(key, 'ES256').then((signing) =>
      new SignJWT({ roles: OFFICER })
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: key.kid ?? '' })
        .setIssuer('http://localhost/linli-dev')
        .setAudience(audience)
        .setSubject(person)
        .setIssuedAt()
        .setExpirationTime('5m')
        .sign(signing),
    );

  test.each([
    [
      'forged',
      async (key: JWK) => {
        const { privateKey } = await generateKeyPair('ES256', { extractable: true });
        return sign({ ...(await exportJWK(privateKey)), kid: key.kid ?? '' }, 'linli');
      },
    ],
    ['expired', () => city.mint({ roles: OFFICER, lifetime: -60 })],
    ['meant for others', (key: JWK) => sign(key, 'another')],
  ])('is answered 401 for a token that is %s', async (_kind, token) => {
    const key = await issuerKeyOf(city.dataFolder);
    expect((await city.ask('{ __typename }', { token: await sign(key, 'linli') })).status).toBe(200);
    expect(await city.ask('{ __typename }', { token: await token(key) })).toMatchObject({
      status: 401,
      data: null,
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
  });

  test.each(['organization', 'grid', 'volunteer', 'cases'] as const)(
    'is answered 401 by %s itself, whatever is asked',
    async (service) => {
      const token = await city.mint({ roles: OFFICER });
      const asked = ['{ __typename }', '{ _service { sdl } }', '{ caseCategories { code } }', 'no query at all'];
      const answers = asked.flatMap((query) =>
        [{}, { authorization: `Bearer ${token}` }, { authorization: `Hop ${token}` }].map((headers) =>
          fetch(`${city.urls[service]}/graphql`, {
            method: 'POST',
            headers: { 'content-type': 'application/json', ...headers },
            body: JSON.stringify({ query }),
          }),
        ),
      );
      const paths = ['/', '/graphql', '/feed', '/feed/snapshot', '/feed/tail', '/metrics'];
      answers.push(...paths.map((path) => fetch(`${city.urls[service]}${path}`)));
      const statuses = await Promise.all(answers.map(async (answer) => (await answer).status));
      expect(new Set(statuses)).toEqual(new Set([401]));
    },
  );
});

describe('the first query, when there are twice as many buildings', () => {
  test('still takes 4 requests to subgraphs and 12 statements', async () => {
    const create = 'mutation ($input: CreateBuildingInput!) { createBuilding(input: $input) { id } }';
    for (const grid of areaOf(await city.ask(first)).grids.nodes) {
      const made = grid.buildings.nodes.map(({ number }) =>
        city.ask(create, { roles: OFFICER, variables: { input: { grid: grid.code, number: `新${number}` } } }),
      );
      expect((await Promise.all(made)).flatMap(({ errors }) => errors)).toEqual([]);
    }
    const answer = await city.ask(first, { roles: OFFICER });
    expect(buildingsOf(areaOf(answer))).toHaveLength(490);
    expect(answer.trace).toMatchObject({ subgraphRequests: 4, statements: 12 });
  }, 60_000);
});
