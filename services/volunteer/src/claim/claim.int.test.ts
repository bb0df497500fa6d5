import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import {
  activeUnit,
  analyst,
  claim,
  codesOf,
  COMMUNITY,
  ELSEWHERE,
  eventsOf,
  GRID,
  gridWorker,
  NEXT_COMMUNITY,
  NOBODY,
  officer,
  officerElsewhere,
  officerNextDoor,
  registered,
  representativeOf,
  resident,
  TODAY,
  volunteerSuite,
  type VolunteerSuite,
} from '../volunteer.suite.js';

let suite: VolunteerSuite;
let unit: string;
beforeAll(async () => {
  suite = await volunteerSuite();
  unit = await activeUnit(suite);
});
afterAll(() => suite.end());

const claimed = async (resource: string, input: Record<string, unknown> = {}): Promise<string> =>
  (await claim(suite.as(officer), resource, input)).data.claimResource.id;
const withdraw = (viewer: Viewer, id: string, reason = '改期') =>
  suite
    .as(viewer)
    .ask(
      'mutation ($id: ID!, $reason: String!) { withdrawClaim(id: $id, reason: $reason) { status resource { remaining } } }',
      {
        id,
        reason,
      },
    );
const stockOf = async (id: string) =>
  (await suite.as(officer).ask(`{ resource(id: "${id}") { remaining status } }`)).data.resource;

describe('claiming a resource', () => {
  it('takes a part of it for the community of the officer', async () => {
    const resource = await registered(suite, unit);
    const answer = await claim(suite.as(officer), resource, { quantity: 30 });
    expect(answer.errors).toEqual([]);
    expect(answer.data.claimResource).toEqual({
      id: expect.any(String),
      resource: { id: resource, remaining: 7, status: 'OPEN' },
      community: { code: COMMUNITY },
      quantity: 30,
      status: 'CLAIMED',
      scheduledFor: null,
      deliveredQuantity: null,
      rating: null,
    });
  });

  it('is refused with what remains where that is not enough, and takes nothing', async () => {
    const resource = await registered(suite, unit);
    await claimed(resource, { quantity: 30 });
    const { errors } = await claim(suite.as(officer), resource, { quantity: 8 });
    expect(errors).toEqual([
      expect.objectContaining({ code: 'RESOURCE_EXHAUSTED', extensions: expect.objectContaining({ remaining: 7 }) }),
    ]);
    expect(await stockOf(resource)).toEqual({ remaining: 7, status: 'OPEN' });
    await claimed(resource, { quantity: 7 });
    expect(await stockOf(resource)).toEqual({ remaining: 0, status: 'EXHAUSTED' });
  });

  it('takes once what is asked for twice under one key', async () => {
    const resource = await registered(suite, unit);
    const client = suite.as(officer, { idempotencyKey: 'claim-1' });
    const answers = await Promise.all([claim(client, resource), claim(client, resource), claim(client, resource)]);
    expect(new Set(answers.map(({ data }) => data.claimResource.id)).size).toBe(1);
    expect((await stockOf(resource)).remaining).toBe(36);
  });

  it('is for officers of the community that claims', async () => {
    const resource = await registered(suite, unit);
    const viewers = [officerElsewhere, gridWorker, resident, representativeOf(unit), analyst, PUBLIC];
    const answers = await Promise.all(viewers.map((viewer) => claim(suite.as(viewer), resource)));
    expect(answers.map(({ errors }) => errors[0]?.code)).toEqual([
      'FORBIDDEN',
      'FORBIDDEN',
      'FORBIDDEN',
      'FORBIDDEN',
      'FORBIDDEN',
      'UNAUTHENTICATED',
    ]);
    expect((await stockOf(resource)).remaining).toBe(37);
  });

  it.each([
    ['a resource that is not there', { resource: NOBODY }, 'BAD_USER_INPUT', 'input.resource'],
    ['a grid in place of a community', { community: GRID }, 'BAD_USER_INPUT', 'input.community'],
    ['a quantity of none', { quantity: 0 }, 'BAD_USER_INPUT', 'input.quantity'],
    ['a quantity of less than none', { quantity: -5 }, 'BAD_USER_INPUT', 'input.quantity'],
  ])('refuses %s', async (_, input, code, path) => {
    const resource = await registered(suite, unit);
    expect(codesOf(await claim(suite.as(officer), resource, input))).toEqual([[code, path]]);
    expect((await stockOf(resource)).remaining).toBe(37);
  });

  it('is refused in a community where the resource cannot be used', async () => {
    const resource = await registered(suite, unit, { territories: [COMMUNITY, GRID] });
    const refused = await claim(suite.as(officerNextDoor), resource, { community: NEXT_COMMUNITY });
    expect(refused.errors).toEqual([
      expect.objectContaining({
        code: 'RESOURCE_NOT_IN_TERRITORY',
        extensions: expect.objectContaining({ allowed: [COMMUNITY, GRID], community: NEXT_COMMUNITY }),
      }),
    ]);
    expect((await claim(suite.as(officer), resource)).errors).toEqual([]);
  });

  it.each([
    ['its first day', { availableFrom: TODAY, availableUntil: null }, undefined],
    ['its last day', { availableFrom: null, availableUntil: TODAY }, undefined],
    ['the day before', { availableFrom: '2026-11-21', availableUntil: null }, 'RESOURCE_NOT_AVAILABLE'],
    ['the day after', { availableFrom: null, availableUntil: '2026-11-19' }, 'RESOURCE_NOT_AVAILABLE'],
  ])('keeps to the days of the resource: %s', async (_, days, code) => {
    const resource = await registered(suite, unit, days);
    expect((await claim(suite.as(officer), resource)).errors[0]?.code).toBe(code);
  });

  it('ends with the day in Beijing, whatever the day elsewhere', async () => {
    const resource = await registered(suite, unit, { availableUntil: TODAY });
    suite.clock.set('2026-11-20T15:59:59.999Z');
    const late = await claim(suite.as(officer), resource);
    suite.clock.set('2026-11-20T16:00:00.000Z');
    const tooLate = await claim(suite.as(officer), resource);
    suite.clock.set(`${TODAY}T02:00:00.000Z`);
    expect([late, tooLate].map(({ errors }) => errors[0]?.code)).toEqual([undefined, 'RESOURCE_NOT_AVAILABLE']);
  });
});

describe('withdrawing a claim', () => {
  it('gives back what was claimed, once, by either side', async () => {
    const resource = await registered(suite, unit);
    const [first, second] = [await claimed(resource, { quantity: 30 }), await claimed(resource, { quantity: 7 })];
    expect((await withdraw(officer, first)).data.withdrawClaim).toEqual({
      status: 'WITHDRAWN',
      resource: { remaining: 30 },
    });
    expect((await withdraw(representativeOf(unit), second)).data.withdrawClaim.resource.remaining).toBe(37);
    expect((await withdraw(officer, first)).errors[0]?.code).toBe('CLAIM_MOVE_NOT_ALLOWED');
    expect(await stockOf(resource)).toEqual({ remaining: 37, status: 'OPEN' });
  });

  it('gives back once to two who withdraw at the same time', async () => {
    const resource = await registered(suite, unit);
    const id = await claimed(resource, { quantity: 10 });
    const answers = await Promise.all([withdraw(officer, id), withdraw(representativeOf(unit), id)]);
    expect(answers.flatMap(({ errors }) => errors.map(({ code }) => code))).toEqual(['CLAIM_MOVE_NOT_ALLOWED']);
    expect((await stockOf(resource)).remaining).toBe(37);
  });

  it('is no affair of others, to whom an open claim is there and a withdrawn one is not', async () => {
    const id = await claimed(await registered(suite, unit));
    const viewers = [officerElsewhere, resident, gridWorker, representativeOf(NOBODY)];
    const whileOpen = await Promise.all(viewers.map((viewer) => withdraw(viewer, id)));
    await withdraw(officer, id);
    const after = await Promise.all([officerElsewhere, representativeOf(NOBODY)].map((viewer) => withdraw(viewer, id)));
    expect([whileOpen, after].map((answers) => answers.map(({ errors }) => errors[0]?.code))).toEqual([
      ['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN'],
      ['NOT_FOUND', 'NOT_FOUND'],
    ]);
  });

  it('is told to other services, and kept with its reason', async () => {
    const id = await claimed(await registered(suite, unit));
    await withdraw(officer, id, '下雨改期');
    expect((await eventsOf(suite, id)).map(({ type, version, payload }) => [type, version, payload['status']])).toEqual(
      [
        ['ResourceClaimed', 1, 'CLAIMED'],
        ['ClaimWithdrawn', 2, 'WITHDRAWN'],
      ],
    );
    const { rows } = await sql`select status_reason from claim where id = ${id}::uuid`.execute(
      suite.worker.em.fork().getKysely(),
    );
    expect(rows).toEqual([{ status_reason: '下雨改期' }]);
  });
});

describe('what a resource holds', () => {
  it('is kept by the table itself: less than nothing, or more than its quantity, cannot be written', async () => {
    const resource = await registered(suite, unit);
    const write = (remaining: number) =>
      sql`update resource set remaining = ${remaining} where id = ${resource}::uuid`.execute(
        suite.worker.em.fork().getKysely(),
      );
    await expect(write(-1)).rejects.toMatchObject({ code: '23514' });
    await expect(write(38)).rejects.toMatchObject({ code: '23514' });
  });

  it('adds up with its open claims after many were made and withdrawn at once', async () => {
    const resource = await registered(suite, unit);
    const rounds = Array.from({ length: 120 }, async (_, at) => {
      const { data } = await claim(suite.as(officer), resource, { quantity: 1 + (at % 5) });
      if (data !== null && at % 3 > 0) await withdraw(officer, data.claimResource.id);
    });
    await Promise.all(rounds);
    const { rows } = await sql<{ quantity: number; remaining: number; promised: number }>`
      select quantity, remaining,
        (select sum(quantity)::int from claim where resource = resource.id and status = 'CLAIMED') as promised
      from resource where id = ${resource}::uuid`.execute(suite.worker.em.fork().getKysely());
    expect(rows.map(({ quantity, remaining, promised }) => [quantity, remaining + promised])).toEqual([[37, 37]]);
  });
});

describe('who sees a claim', () => {
  it('is everyone while it is open, its two sides and those who work around the community afterwards', async () => {
    const id = await claimed(await registered(suite, unit));
    const viewers = [
      PUBLIC,
      resident,
      officerElsewhere,
      representativeOf(NOBODY),
      officer,
      gridWorker,
      analyst,
      representativeOf(unit),
    ];
    const see = () =>
      Promise.all(
        viewers.map(async (viewer) => {
          const { data, errors } = await suite.as(viewer).ask(`{ claim(id: "${id}") { id resource { id } } }`);
          expect(errors).toEqual([]);
          return data.claim !== null;
        }),
      );
    expect(new Set(await see())).toEqual(new Set([true]));
    await withdraw(officer, id);
    expect(await see()).toEqual([false, false, false, false, true, true, true, true]);
  });

  it('holds in lists and counts alike, and no closed offer shows through its claims', async () => {
    const resource = await registered(suite, unit);
    const [open, withdrawn] = [await claimed(resource), await claimed(resource)];
    await withdraw(officer, withdrawn);
    const listed = async (viewer: Viewer) =>
      (await suite.as(viewer).ask(`{ resource(id: "${resource}") { claims { totalCount nodes { id } } } }`)).data
        .resource.claims;
    expect([await listed(PUBLIC), await listed(officer)]).toEqual([
      { totalCount: 1, nodes: [{ id: open }] },
      { totalCount: 2, nodes: [{ id: withdrawn }, { id: open }] },
    ]);
    await suite.as(officer).ask(`mutation { closeResource(id: "${resource}") { id } }`);
    const { data } = await suite.as(PUBLIC).ask(`{ claim(id: "${open}") { id } }`);
    expect(data.claim).toBeNull();
  });

  it('lets claims of one status be asked for', async () => {
    const resource = await registered(suite, unit, { territories: [COMMUNITY, ELSEWHERE] });
    const [kept, withdrawn] = [await claimed(resource), await claimed(resource)];
    await withdraw(officer, withdrawn);
    const { data } = await suite
      .as(officer)
      .ask(
        `{ resource(id: "${resource}") { a: claims(status: CLAIMED) { nodes { id } } b: claims(status: WITHDRAWN) { nodes { id } } } }`,
      );
    expect([data.resource.a.nodes, data.resource.b.nodes]).toEqual([[{ id: kept }], [{ id: withdrawn }]]);
  });
});
