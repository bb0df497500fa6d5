import { expect, it } from '@jest/globals';
import { fixedClock } from './clock.js';

it('a fixed clock stands still until it is set', () => {
  const clock = fixedClock('2026-11-20T02:00:00.000Z');
  expect([clock.now(), clock.now()]).toEqual([new Date('2026-11-20T02:00:00Z'), new Date('2026-11-20T02:00:00Z')]);
  clock.set('2026-11-21T02:00:00.000Z');
  expect(clock.now()).toEqual(new Date('2026-11-21T02:00:00Z'));
});
