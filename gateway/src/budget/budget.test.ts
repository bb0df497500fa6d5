import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RoleHeld } from '@linli/domain/viewer';
import { startCity, type RunningCity } from '../testing/running-city.js';
import { BUDGETS } from './budgets.js';
import { addressOf, callerOf } from './caller.js';
import { localMeter } from './cost-meter.js';

const PERSON = '01890a5d-ac96-774b-bcce-b302099a8057';
const resident: RoleHeld = { role: 'RESIDENT', territory: '340705402001' };
const officer: RoleHeld = { role: 'COMMUNITY_OFFICER', territory: '340705402001' };
const analyst: RoleHeld = { role: 'ANALYST', territory: '34' };
const unit: RoleHeld = { role: 'UNIT_REPRESENTATIVE', unit: '01890a5d-ac96-774b-bcce-b302099a8058' };

describe('whoever asks', () => {
  it.each([
    ['public', null, []],
    ['frontend', PERSON, []],
    ['frontend', PERSON, [resident]],
    ['frontend', PERSON, [unit, officer]],
    ['unit', PERSON, [unit]],
    ['analyst', PERSON, [resident, analyst]],
    ['analyst', null, [analyst]],
  ])('is of the kind %s: person %s with %j', (kind, person, roles) => {
    expect(callerOf({ person, roles }, '10.0.0.1').kind).toBe(kind);
  });

  it('pays as a person wherever they ask from, and as the public by address', () => {
    const asPerson = (address: string) => callerOf({ person: PERSON, roles: [resident] }, address).key;
    const asPublic = (address: string) => callerOf({ person: null, roles: [] }, address).key;
    expect(asPerson('10.0.0.1')).toBe(asPerson('10.0.0.2'));
    expect(asPublic('10.0.0.1')).not.toBe(asPublic('10.0.0.2'));
    expect(asPublic('2001:db8:1:2::1')).toBe(asPublic('2001:db8:1:2:ffff:0:0:9'));
    expect(asPublic('2001:db8::1')).toBe(asPublic('2001:db8::9'));
    expect(asPublic('2001:db8:1:2::1')).not.toBe(asPublic('2001:db8:1:3::1'));
  });

  it('is believed about an address only as far as our own proxies tell it', () => {
    const request = { address: '10.0.0.9', headers: { 'x-forwarded-for': '1.1.1.1, 2.2.2.2' } };
    expect([0, 1, 2, 3].map((proxies) => addressOf(request, proxies))).toEqual([
      '10.0.0.9',
      '2.2.2.2',
      '1.1.1.1',
      '10.0.0.9',
    ]);
  });
});

describe('a purse', () => {
  it('is full at first, pays until it is empty, and fills again in a minute', async () => {
    let now = 0;
    const meter = localMeter(() => now);
    const caller = { kind: 'unit', key: 'person 1' } as const;
    const { perMinute } = BUDGETS.unit;
    expect(await meter.pay(caller, perMinute - 10)).toEqual({ paid: true, left: 10, retryAfterS: 0 });
    expect(await meter.pay(caller, perMinute / 2)).toEqual({ paid: false, left: 10, retryAfterS: 30 });
    expect(await meter.pay({ ...caller, key: 'person 2' }, 1)).toMatchObject({ paid: true, left: perMinute - 1 });
    now = 30_000;
    expect(await meter.pay(caller, perMinute / 2)).toEqual({ paid: true, left: 10, retryAfterS: 0 });
    now = 600_000;
    expect(await meter.pay(caller, 1)).toEqual({ paid: true, left: perMinute - 1, retryAfterS: 0 });
  });
});

describe('the gateway', () => {
  let city: RunningCity;
  beforeAll(async () => {
    city = await startCity({ trace: false });
  });
  afterAll(() => city.stop());

  const PAGE = '{ areas(first: 100) { nodes { children(first: 100) { nodes { name } } } } }';

  it('says what is left, and refuses with 429 what is over it, until there is enough again', async () => {
    const authorization = `Bearer ${await city.issuer.sign({ claims: { roles: [unit] } })}`;
    const headers = { authorization, 'accept-language': 'zh-CN' };
    const left: number[] = [];
    let answer = await city.ask(PAGE, { headers });
    while (answer.status === 200 && left.length < 20) {
      left.push(Number(answer.headers.get('x-linli-cost-remaining')));
      answer = await city.ask(PAGE, { headers });
    }
    const cost = Number(answer.extensions['cost']);
    expect(left[0]).toBe(BUDGETS.unit.perMinute - cost);
    expect(left.length).toBeGreaterThanOrEqual(Math.floor(BUDGETS.unit.perMinute / cost));
    expect(answer.status).toBe(429);
    const retryAfter = Number(answer.headers.get('retry-after'));
    const remaining = Number(answer.headers.get('x-linli-cost-remaining'));
    expect(answer.errors).toEqual([
      {
        message: `此操作的成本为 ${cost}，本分钟的额度只剩 ${remaining}；请在 ${retryAfter} 秒后重试，或减小查询。`,
        extensions: { code: 'OVER_BUDGET', cost, remaining, retryAfter },
      },
    ]);
    expect(retryAfter).toBe(Math.ceil(((cost - remaining) / BUDGETS.unit.perMinute) * 60));
    expect((await city.ask(PAGE)).status).toBe(200);
  });

  it('lets an analyst ask for more at once than others', async () => {
    const dear =
      '{ areas(first: 100) { nodes { a: children(first: 100) { nodes { name } } b: children(first: 100) { nodes { name } } c: children(first: 100) { nodes { name } } } } }';
    const authorization = `Bearer ${await city.issuer.sign({ claims: { roles: [analyst] } })}`;
    expect((await city.ask(dear)).errors[0]?.extensions).toMatchObject({ limit: BUDGETS.public.operation });
    expect((await city.ask(dear, { headers: { authorization } })).status).toBe(200);
  });
});
