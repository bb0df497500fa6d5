import type { Clock } from '@linli/domain/civil-time';

/** A clock that stands still until it is set. */
export interface FixedClock extends Clock {
  set(instant: string): void;
}

export function fixedClock(instant: string): FixedClock {
  let now = new Date(instant);
  return {
    now: () => now,
    set: (next) => {
      now = new Date(next);
    },
  };
}
