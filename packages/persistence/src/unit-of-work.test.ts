import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PUBLIC } from '@linli/domain/viewer';
import { personId } from '@linli/testkit/viewers';
import { actor, garden, gardener, NOW, rowsOf, type Garden } from './persistence.suite.js';
import { commit, doneBefore, type Asked, type UnitOfWork } from './unit-of-work.js';

let suite: Garden;
beforeAll(async () => {
  suite = await garden();
});
beforeEach(() =>
  rowsOf(suite.owner, 'delete from bed; delete from outbox; delete from audit_entry; delete from idempotency_key'),
);
afterAll(() => suite.end());

const plantRoses: Asked = { operation: 'plant', input: { name: 'roses', flowers: 3 } };
const neighbour = { ...gardener, person: personId(2) };

/** Plants a bed with everything that belongs to a change, and gives its name. */
const planting =
  (name = 'roses') =>
  async ({ em, publish, audit }: UnitOfWork): Promise<string> => {
    await em.execute('insert into bed (name, flowers) values (?, 3)', [name]);
    publish({ type: 'BedPlanted', aggregateType: 'bed', aggregateId: name, version: 1, payload: { flowers: 3 } });
    audit({ type: 'bed', id: name, territory: '340705402001' });
    return name;
  };

const counts = async () => {
  const tables = ['bed', 'outbox', 'audit_entry', 'idempotency_key'];
  const [row] = await rowsOf(
    suite.owner,
    `select ${tables.map((table) => `(select count(*)::int from ${table}) as ${table}`).join(', ')}`,
  );
  return row;
};
const NOTHING = { bed: 0, outbox: 0, audit_entry: 0, idempotency_key: 0 };
const ONE_OF_EACH = { bed: 1, outbox: 1, audit_entry: 1, idempotency_key: 1 };

describe('a change', () => {
  it('publishes any number of facts, in their order', async () => {
    const names = Array.from({ length: 10_000 }, (_, n) => `bed-${n}`);
    await commit(suite.app, actor(), plantRoses, async ({ publish }) => {
      for (const name of names)
        publish({ type: 'BedPlanted', aggregateType: 'bed', aggregateId: name, version: 1, payload: { name } });
      return '';
    });
    const told = await rowsOf(
      suite.owner,
      `select aggregateid, payload ->> 'name' as name from outbox order by position`,
    );
    expect(told).toEqual(names.map((name) => ({ aggregateid: name, name })));
  });

  it('comes with its event, its audit entry and its key', async () => {
    const id = await commit(suite.app, actor(), { ...plantRoses, idempotencyKey: 'k1' }, planting());
    expect(id).toBe('roses');
    expect(
      await rowsOf(
        suite.owner,
        'select aggregatetype, aggregateid, type, payload, version::int, occurred_at from outbox',
      ),
    ).toEqual([
      {
        aggregatetype: 'bed',
        aggregateid: 'roses',
        type: 'BedPlanted',
        payload: { flowers: 3 },
        version: 1,
        occurred_at: expect.stringContaining('2026-11-20'),
      },
    ]);
    expect(
      await rowsOf(
        suite.owner,
        'select at = $$2026-11-20T02:00:00Z$$ as at, person, account, roles, operation, subject_type, subject_id, territory, request_id from audit_entry',
      ),
    ).toEqual([
      {
        at: true,
        person: gardener.person,
        account: null,
        roles: gardener.roles,
        operation: 'plant',
        subject_type: 'bed',
        subject_id: 'roses',
        territory: '340705402001',
        request_id: 'request-1',
      },
    ]);
    expect(await rowsOf(suite.owner, 'select caller, operation, result_id from idempotency_key')).toEqual([
      { caller: gardener.person, operation: 'plant', result_id: 'roses' },
    ]);
  });

  it('by a machine is put down to its account', async () => {
    const machine = actor({ person: null, account: 'nightly-export', roles: gardener.roles });
    await commit(suite.app, machine, plantRoses, planting());
    expect(await rowsOf(suite.owner, 'select person, account from audit_entry')).toEqual([
      { person: null, account: 'nightly-export' },
    ]);
  });

  it('that fails leaves nothing behind', async () => {
    const failing = commit(suite.app, actor(), { ...plantRoses, idempotencyKey: 'k1' }, async (unit) => {
      await planting()(unit);
      throw new Error('the spade broke');
    });
    await expect(failing).rejects.toThrow('the spade broke');
    expect(await counts()).toEqual(NOTHING);
  });

  it('whose audit entry cannot be written is not made', async () => {
    const nobody = { ...gardener, person: 'not a uuid' };
    const asked = { ...plantRoses, idempotencyKey: 'k1' };
    await expect(commit(suite.app, { ...actor(nobody), settings: {} }, asked, planting())).rejects.toThrow('uuid');
    expect(await counts()).toEqual(NOTHING);
  });

  it('has the time of its request', async () => {
    let now: Date | undefined;
    await commit(suite.app, actor(), plantRoses, async (unit) => {
      now = unit.now;
      return 'roses';
    });
    expect(now).toEqual(NOW);
  });
});

describe('an idempotency key', () => {
  const asked: Asked = { ...plantRoses, idempotencyKey: 'k1' };

  it('used again gives what was made, and changes nothing', async () => {
    await commit(suite.app, actor(), asked, planting());
    expect(await commit(suite.app, actor(), asked, () => Promise.reject(new Error('not asked to work')))).toBe('roses');
    expect(await counts()).toEqual(ONE_OF_EACH);
  });

  it('used by several at the same time has one effect, and all are told of it', async () => {
    let worked = 0;
    const ids = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        commit(suite.app, actor(), asked, (unit) => {
          worked += 1;
          return planting(`bed ${n}`)(unit);
        }),
      ),
    );
    expect(new Set(ids).size).toBe(1);
    expect(worked).toBe(1);
    expect(await counts()).toEqual(ONE_OF_EACH);
  });

  it.each([
    ['another input', { ...asked, input: { name: 'roses', flowers: 4 } }],
    ['another operation', { ...asked, operation: 'water' }],
  ])('is refused with %s', async (_, other) => {
    await commit(suite.app, actor(), asked, planting());
    await expect(commit(suite.app, actor(), other, planting('tulips'))).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    expect(await counts()).toEqual(ONE_OF_EACH);
  });

  it('is the same whatever the order in which the input is written', async () => {
    await commit(suite.app, actor(), asked, planting());
    const turned = { ...asked, input: { flowers: 3, name: 'roses' } };
    expect(await commit(suite.app, actor(), turned, planting('tulips'))).toBe('roses');
  });

  it('is kept as a digest that two callers with the same key do not share', async () => {
    await commit(suite.app, actor(), asked, planting());
    await commit(suite.app, actor(neighbour), asked, planting('tulips'));
    const kept = (await rowsOf(suite.owner, 'select key from idempotency_key')).map(({ key }) => key);
    expect(kept).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), expect.stringMatching(/^[0-9a-f]{64}$/)]);
    expect(new Set(kept).size).toBe(2);
  });

  it('of somebody else is another key', async () => {
    await commit(suite.app, actor(), asked, planting());
    expect(await commit(suite.app, actor(neighbour), asked, planting('tulips'))).toBe('tulips');
    expect(await counts()).toEqual({ bed: 2, outbox: 2, audit_entry: 2, idempotency_key: 2 });
  });

  it('of a machine is none of another machine with the same roles', async () => {
    const machine = (account: string) => actor({ person: null, account, roles: gardener.roles });
    await commit(suite.app, machine('nightly-export'), asked, planting());
    expect(await commit(suite.app, machine('phone-gateway'), asked, planting('tulips'))).toBe('tulips');
  });

  it('of the public is none of a person', async () => {
    await commit(suite.app, actor(), asked, planting());
    expect(await commit(suite.app, actor(PUBLIC), asked, planting('tulips'))).toBe('tulips');
  });

  it('tells what it made before anything is done, to whoever used it', async () => {
    const asked = { ...plantRoses, idempotencyKey: 'k1' };
    expect(await doneBefore(suite.app, actor(), asked)).toBeNull();
    await commit(suite.app, actor(), asked, planting());
    expect(await doneBefore(suite.app, actor(), asked)).toBe('roses');
    expect(await doneBefore(suite.app, actor(), plantRoses)).toBeNull();
    expect(await doneBefore(suite.app, actor(neighbour), asked)).toBeNull();
    await expect(doneBefore(suite.app, actor(), { ...asked, input: { name: 'lilies' } })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    expect(await counts()).toEqual(ONE_OF_EACH);
  });

  it('whose first use failed may be used again', async () => {
    await expect(commit(suite.app, actor(), asked, () => Promise.reject(new Error('rain')))).rejects.toThrow('rain');
    expect(await commit(suite.app, actor(), asked, planting())).toBe('roses');
  });

  it('that is not given makes each request a change of its own', async () => {
    await commit(suite.app, actor(), plantRoses, planting('roses'));
    await commit(suite.app, actor(), { ...plantRoses, idempotencyKey: null }, planting('tulips'));
    expect(await counts()).toEqual({ bed: 2, outbox: 2, audit_entry: 2, idempotency_key: 0 });
  });
});

describe('a fault that passes', () => {
  const failing = (sqlState: string) => async (unit: UnitOfWork) => {
    await unit.em.execute(`do $$ begin raise exception 'no luck' using errcode = '${sqlState}'; end $$`);
    return 'never';
  };

  it('such as a deadlock is tried again, and both changes are made', async () => {
    await rowsOf(suite.owner, `insert into bed values ('a', 0), ('b', 0)`);
    const meeting = Promise.withResolvers<void>();
    let arrived = 0;
    let attempts = 0;
    const water =
      (first: string, second: string) =>
      async ({ em }: UnitOfWork) => {
        attempts += 1;
        await em.execute('update bed set flowers = flowers + 1 where name = ?', [first]);
        arrived += 1;
        if (arrived === 2) meeting.resolve();
        await meeting.promise;
        await em.execute('update bed set flowers = flowers + 1 where name = ?', [second]);
        return first;
      };
    await Promise.all([
      commit(suite.app, actor(), { operation: 'water', input: 1 }, water('a', 'b')),
      commit(suite.app, actor(neighbour), { operation: 'water', input: 2 }, water('b', 'a')),
    ]);
    expect(await rowsOf(suite.owner, 'select flowers from bed')).toEqual([{ flowers: 2 }, { flowers: 2 }]);
    // The one that is tried again may meet the other once more on a busy machine.
    expect(attempts).toBeGreaterThanOrEqual(3);
  });

  it.each([
    ['is tried three times in all', '40001', 3],
    ['is told from one that stays', '23505', 1],
  ])('%s', async (_, sqlState, times) => {
    let attempts = 0;
    const change = commit(suite.app, actor(), plantRoses, (unit) => {
      attempts += 1;
      return failing(sqlState)(unit);
    });
    await expect(change).rejects.toThrow('no luck');
    expect(attempts).toBe(times);
  });
});
