import { afterEach, describe, expect, it } from '@jest/globals';
import { inventedCommunity } from './community.suite.js';
import { planGrids } from './planner.js';
import { Planners, type PlannersOptions } from './planners.js';
import { plannersFromSource } from './planners.suite.js';

/** A thread that tells its number for the moves of a plan, and never ends where each grid is to have one household. */
const NUMBERED = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort, threadId, workerData } from 'node:worker_threads';
    if (workerData.targetHouseholds === 1) for (;;);
    parentPort.postMessage({ grids: [], moves: threadId, imbalance: 1 });`)}`,
);
const ENDLESS = { buildings: [], targetHouseholds: 1 };
const QUICK = { buildings: [], targetHouseholds: 2 };
const LONG = 20_000;

const opened: Planners[] = [];
afterEach(() => Promise.all(opened.splice(0).map((planners) => planners.stop())));

function planners(options: Partial<PlannersOptions> = {}): Planners {
  const made = new Planners({ module: NUMBERED, most: 1, waiting: 1, patienceMs: LONG, longestMs: LONG, ...options });
  opened.push(made);
  return made;
}

const underWay = { allowed: false, reason: 'UNDER_WAY' };

describe('a plan', () => {
  it('is worked out apart as it would be here', async () => {
    const buildings = inventedCommunity(3, 40);
    const apart = plannersFromSource();
    opened.push(apart);
    const planned = await apart.planOf('basis', { buildings, targetHouseholds: 280 }, LONG);
    expect(planned).toEqual({ allowed: true, change: planGrids(buildings, 280) });
  });

  it('is worked out once for all who ask for it, at once or again', async () => {
    const asked = planners();
    const [one, other] = await Promise.all([asked.planOf('a', QUICK, LONG), asked.planOf('a', QUICK, LONG)]);
    expect(one).toMatchObject({ allowed: true, change: { grids: [] } });
    expect(other).toEqual(one);
    expect(await asked.planOf('a', QUICK, LONG)).toEqual(one);
    expect(await asked.planOf('b', QUICK, LONG)).not.toEqual(one);
  });

  it('that is not there in time is under way, and is there when it is asked for again', async () => {
    const asked = planners();
    expect(await asked.planOf('a', QUICK, 0)).toEqual(underWay);
    expect(await asked.planOf('a', QUICK, LONG)).toMatchObject({ allowed: true });
  });

  it('is refused while as many are worked on and wait as may, unless it is one of them', async () => {
    const asked = planners({ most: 1, waiting: 1 });
    expect(await asked.planOf('at work', ENDLESS, 0)).toEqual(underWay);
    expect(await asked.planOf('waits', ENDLESS, 0)).toEqual(underWay);
    expect(await asked.planOf('a third', QUICK, LONG)).toEqual({ allowed: false, reason: 'PLANNERS_BUSY' });
    expect(await asked.planOf('waits', ENDLESS, 0)).toEqual(underWay);
  });

  it('that nobody waits for any more is given up, at work or waiting, and leaves its thread to the next', async () => {
    const asked = planners({ most: 1, waiting: 2, patienceMs: 20 });
    expect(await asked.planOf('at work', ENDLESS, 0)).toEqual(underWay);
    expect(await asked.planOf('waits', ENDLESS, 0)).toEqual(underWay);
    expect(await asked.planOf('next', QUICK, LONG)).toMatchObject({ allowed: true });
  });

  it('that nobody waited for when it was there is kept', async () => {
    const asked = planners({ patienceMs: 2_000, longestMs: 2_500 });
    expect(await asked.planOf('a', QUICK, 0)).toEqual(underWay);
    expect(await asked.planOf('much later', ENDLESS, LONG)).toMatchObject({ reason: 'TOO_LARGE' });
    expect(await asked.planOf('a', QUICK, 0)).toMatchObject({ allowed: true });
  });

  it('is not given up while somebody waits for it', async () => {
    const asked = planners({ patienceMs: 20, longestMs: 200 });
    const waited = asked.planOf('a', ENDLESS, LONG);
    expect(await asked.planOf('a', ENDLESS, 0)).toEqual(underWay);
    expect(await waited).toEqual({ allowed: false, reason: 'TOO_LARGE' });
  });

  it('that takes too long is too large, without being tried again', async () => {
    const asked = planners({ longestMs: 50 });
    expect(await asked.planOf('a', ENDLESS, LONG)).toEqual({ allowed: false, reason: 'TOO_LARGE' });
    expect(await asked.planOf('a', ENDLESS, 0)).toEqual({ allowed: false, reason: 'TOO_LARGE' });
  });
});

it('a thread that fails is nobody else’s plan, and leaves its place', async () => {
  const failing = planners({ module: new URL('data:text/javascript,throw new RangeError("broken")') });
  await expect(failing.planOf('a', QUICK, LONG)).rejects.toThrow('broken');
  await expect(failing.planOf('b', QUICK, LONG)).rejects.toThrow('broken');
  const silent = planners({ module: new URL('data:text/javascript,') });
  await expect(silent.planOf('a', QUICK, LONG)).rejects.toThrow('without a plan');
});

it('a stop ends what is worked on and what waits', async () => {
  const asked = planners({ most: 1, waiting: 1 });
  await asked.planOf('at work', ENDLESS, 0);
  await asked.planOf('waits', ENDLESS, 0);
  await asked.stop();
  expect(await asked.planOf('at work', ENDLESS, 0).catch((error: Error) => error.name)).toBe('AbortError');
});
