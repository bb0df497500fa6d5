import type { Refusal } from '@linli/domain/refusal';
import { LimitErrors } from './limit.errors.js';
import { LIMITS } from './limits.js';

/** A limit that an operation breaks, and how far; where counting stopped at the limit, one more than it. */
export interface Breach {
  readonly limit: keyof typeof LIMITS;
  readonly found: number;
}

/** The breach of a limit by what was found; null where the limit is kept. */
export function breachOf(limit: keyof typeof LIMITS, found: number): Breach | null {
  return found > LIMITS[limit] ? { limit, found } : null;
}

/** A breach as the refusal that the caller gets. */
export function refusalOf(breach: Breach): Refusal {
  return LimitErrors[breach.limit]({ which: breach.limit, limit: LIMITS[breach.limit], found: breach.found });
}
