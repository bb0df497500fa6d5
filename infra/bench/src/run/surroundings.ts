import type { Say } from '@linli/local/say';
import type { RunChoice } from '../bench-arguments.js';
import type { City } from '../generate/city.js';
import type { OpenDatabases } from '../stack.js';

/** What everything that a run does goes on in. */
export interface RunSurroundings extends RunChoice {
  readonly databases: OpenDatabases;
  readonly city: City;
  readonly say: Say;
  readonly signal: AbortSignal;
}
