import type { Gateway } from './gateway.js';
import { inventedName } from './names.js';
import { register } from './party.js';
import { CLERK } from './people.js';
import { Lots } from './random.js';
import { TIANJINGHU } from './tianjinghu.js';
import type { Town } from './town.js';

/** Ids of the people who hold the posts of the town. */
export interface Staff {
  /** Of each grid. */
  readonly leaders: readonly string[];
  readonly workers: readonly string[];
  /** By the place of their building in the list of the town; most have none. */
  readonly chiefs: ReadonlyMap<number, string>;
}

const SEED = 3_407_054;

/** One building in so many has a chief. */
const CHIEF_OF_EVERY = 4;

/** Registers who is to hold the posts of the town; who they are is made up. */
export async function registerStaff(gateway: Gateway, { grids, buildings }: Town): Promise<Staff> {
  const lots = new Lots(SEED);
  const led = buildings.flatMap((_, n) => (n % CHIEF_OF_EVERY === 0 ? [n] : []));
  const names = Array.from({ length: grids.length * 2 + led.length }, () => inventedName(lots));
  const people = await register(gateway, CLERK, 'staff', TIANJINGHU.code, names);
  const chiefs = people.slice(grids.length * 2);
  return {
    leaders: people.slice(0, grids.length),
    workers: people.slice(grids.length, grids.length * 2),
    chiefs: new Map(led.map((building, n) => [building, chiefs[n] ?? ''])),
  };
}
