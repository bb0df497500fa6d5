import { performance } from 'node:perf_hooks';
import { expect, it } from '@jest/globals';
import { Deadline } from './deadline.js';

it('nobody waits once the caller goes, or where it has gone before', () => {
  const caller = new AbortController();
  const deadline = new Deadline(performance.now() + 60_000, caller.signal);
  expect(deadline.signal.aborted).toBe(false);
  caller.abort();
  const later = new Deadline(performance.now() + 60_000, caller.signal);
  expect([deadline, later].map(({ signal, callerHasGone }) => [signal.aborted, callerHasGone])).toEqual([
    [true, true],
    [true, true],
  ]);
  deadline.answered();
  later.answered();
});
