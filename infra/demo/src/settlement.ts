import type { Gateway } from './gateway.js';
import { chiefOf, CLERK, gridWorker, leaderOf } from './people.js';
import { appointToGrid, createBuilding, createCompound, createGrid } from './places.js';
import type { OpenedGrid } from './places.js';
import { TIANJINGHU } from './tianjinghu.js';
import type { Town } from './town.js';

/** What became of the town in Linli: the codes and ids of what was entered, in the order of the town's lists. */
export interface Settlement {
  readonly gridCodes: readonly string[];
  /** Of each grid, its worker's post. */
  readonly workerPosts: readonly string[];
  readonly buildingIds: readonly string[];
}

/** One building in so many has a chief. */
const CHIEF_OF_EVERY = 4;

/** Enters villages, grids, buildings and posts, as the community's clerk would. */
export async function settle(gateway: Gateway, town: Town): Promise<Settlement> {
  const community = TIANJINGHU.code;
  // The report does not say who manages the villages; courtyards of their age mostly do so themselves.
  const village = { community, kind: 'VILLAGE', propertyManagement: 'SELF_MANAGED' };
  const compounds = await Promise.all(
    town.villages.map(({ name }, n) => createCompound(gateway, CLERK, `compound:${n}`, { ...village, name })),
  );
  const grids: OpenedGrid[] = [];
  // One after the other, so that their codes come in their order.
  for (const [n, { name, boundary }] of town.grids.entries()) {
    grids.push(await createGrid(gateway, CLERK, `grid:${n}`, { community, name, boundary }));
  }

  const [workerPosts, buildingIds] = await Promise.all([
    Promise.all(grids.map((grid, n) => appointStaff(gateway, grid, n))),
    Promise.all(
      town.buildings.map(async ({ village, grid, ...building }, n) => {
        const home = grids[grid] as OpenedGrid;
        const input = { ...building, grid: home.code, compound: compounds[village] };
        const id = await createBuilding(gateway, CLERK, `building:${n}`, input);
        if (n % CHIEF_OF_EVERY === 0) {
          const chief = { person: chiefOf(n), role: 'BUILDING_CHIEF', building: id };
          await appointToGrid(gateway, CLERK, `chief:${n}`, home, chief);
        }
        return id;
      }),
    ),
  ]);
  return { gridCodes: grids.map(({ code }) => code), workerPosts, buildingIds };
}

/** Gives the worker's post. */
async function appointStaff(gateway: Gateway, grid: OpenedGrid, n: number): Promise<string> {
  const { person } = gridWorker(n, grid.code);
  const [, worker] = await Promise.all([
    appointToGrid(gateway, CLERK, `leader:${n}`, grid, { person: leaderOf(n), role: 'GRID_LEADER' }),
    appointToGrid(gateway, CLERK, `worker:${n}`, grid, { person, role: 'GRID_WORKER' }),
  ]);
  return worker;
}
