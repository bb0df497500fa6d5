import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { gridSuite, rowsOf, streetOfficer, type GridSuite } from '../grid.suite.js';
import { plansBy, street } from './grid-plan.suite.js';

let suite: GridSuite;
beforeAll(async () => {
  suite = await gridSuite();
});
afterAll(() => suite.end());

/** A community that takes the planner longer than a request that is in a hurry has. */
async function largeCommunity(number: number) {
  const { community, grids, buildings } = await street(suite, number, [10]);
  await rowsOf(
    suite,
    sql`insert into building (id, grid, number, entrances, households, location)
      select gen_random_uuid(), ${grids[0]}, n::text, 1, 10 + n % 7, point(117.8 + n % 25 * 0.0005, 30.9 + n / 25 * 0.0004)
      from generate_series(2, 200) as n`,
  );
  return { community, building: buildings[0] as string };
}

const plansOf = async (community: string) =>
  (await rowsOf(suite, sql<{ n: number }>`select count(*)::int as n from grid_plan where community = ${community}`))[0]
    ?.n;

it('a proposal that takes longer than its request is under way, and is there when it is asked for again', async () => {
  const { community } = await largeCommunity(1);
  const asking = { idempotencyKey: 'in-a-hurry' };
  const hurried = (language: 'zh' | 'en') =>
    plansBy(suite.as(streetOfficer, { ...asking, remainingMs: 300, language })).propose(community, 300);
  expect((await hurried('en')).errors).toMatchObject([
    {
      code: 'GRID_PLAN_UNDER_WAY',
      message: expect.stringContaining('still being worked out'),
      extensions: { community, retryAfterSeconds: 5 },
    },
  ]);
  expect((await hurried('zh')).errors[0]?.message).toContain('仍在计算');
  expect(await plansOf(community)).toBe(0);
  const first = await plansBy(suite.as(streetOfficer, asking)).propose(community, 300);
  expect(first.errors).toEqual([]);
  const again = await plansBy(suite.as(streetOfficer, asking)).propose(community, 300);
  expect(again.data).toEqual(first.data);
  expect(await plansOf(community)).toBe(1);
  const audited = await rowsOf(
    suite,
    sql`select 1 from audit_entry where operation = 'proposeGridPlan' and territory = ${community}`,
  );
  expect(audited).toHaveLength(1);
});

it('a proposal for a community that changes while it is worked out is refused, and nothing is kept', async () => {
  const { community, building } = await largeCommunity(2);
  let isAnswered = false;
  const proposing = plansBy(suite.as(streetOfficer)).propose(community, 300);
  void proposing.finally(() => (isAnswered = true));
  const change =
    'mutation ($id: ID!, $households: Int!) { updateBuilding(id: $id, input: { households: $households }) { id } }';
  for (let households = 11; !isAnswered; households += 1) {
    expect((await suite.as(streetOfficer).ask(change, { id: building, households })).errors).toEqual([]);
  }
  expect((await proposing).errors).toMatchObject([{ code: 'GRID_PLAN_OUTDATED', extensions: { community } }]);
  expect(await plansOf(community)).toBe(0);
});

it('a plan is worked out while no transaction is open', async () => {
  const { community } = await largeCommunity(3);
  const started = performance.now();
  let isAnswered = false;
  const proposing = plansBy(suite.as(streetOfficer)).propose(community, 300);
  void proposing.finally(() => (isAnswered = true));
  const idleMs: number[] = [];
  while (!isAnswered) {
    const [longest] = await rowsOf(
      suite,
      sql<{ ms: number }>`
        select coalesce(max(extract(epoch from clock_timestamp() - state_change)), 0)::float8 * 1000 as ms
        from pg_stat_activity where datname = current_database() and state = 'idle in transaction'`,
    );
    idleMs.push(longest?.ms ?? 0);
  }
  expect((await proposing).errors).toEqual([]);
  expect(Math.max(...idleMs)).toBeLessThan((performance.now() - started) / 2);
});

it('a key that made a plan makes no other of another community', async () => {
  const [one, other] = [await street(suite, 4), await street(suite, 5)];
  const asked = plansBy(suite.as(streetOfficer, { idempotencyKey: 'one-plan' }));
  expect((await asked.propose(one.community)).errors).toEqual([]);
  expect((await asked.propose(other.community)).errors).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
  expect(await plansOf(other.community)).toBe(0);
});
