import { LRUCache } from 'lru-cache';
import { BUDGETS } from './budgets.js';
import type { Caller } from './caller.js';

/** What became of a payment. */
export interface Payment {
  readonly paid: boolean;
  readonly left: number;
  /** Seconds until there is enough; 0 where it was paid. */
  readonly retryAfterS: number;
}

/** Keeps what callers have left to spend. Several gateways share one through Redis; a single one keeps its own. */
export interface CostMeter {
  /** Takes the cost from the caller's purse, or nothing where it does not hold that much. */
  pay(caller: Caller, cost: number): Promise<Payment>;
}

/** Callers that are remembered; one that is forgotten begins with a full purse. */
const MOST_CALLERS = 100_000;

/** Purses in this process. */
export function localMeter(now: () => number = () => performance.now()): CostMeter {
  const purses = new LRUCache<string, { left: number; at: number }>({ max: MOST_CALLERS });
  return {
    pay: async ({ kind, key }, cost) => {
      const { perMinute } = BUDGETS[kind];
      const at = now();
      const known = purses.get(key) ?? { left: perMinute, at };
      const left = Math.min(perMinute, known.left + ((at - known.at) / 60_000) * perMinute);
      const paid = left >= cost;
      const kept = paid ? left - cost : left;
      purses.set(key, { left: kept, at });
      const retryAfterS = paid ? 0 : Math.ceil(((cost - left) / perMinute) * 60);
      return { paid, left: Math.floor(kept), retryAfterS };
    },
  };
}

/** Takes nothing: for benchmarks, which ask as nobody does. */
export const FREE: CostMeter = {
  pay: async ({ kind }) => ({ paid: true, left: BUDGETS[kind].perMinute, retryAfterS: 0 }),
};
