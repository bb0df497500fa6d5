import type { Gateway } from './gateway.js';
import { CLERK, gridWorker } from './people.js';
import type { DemoPerson } from './people.js';
import { appointToGrid, createBuilding, createCompound, createGrid, publiciseRoster } from './places.js';
import type { OpenedGrid } from './places.js';
import { registerStaff } from './staff.js';
import { TIANJINGHU } from './tianjinghu.js';
import type { Town } from './town.js';

/** What became of the town in Linli: the codes and ids of what was entered, in the order of the town's lists. */
export interface Settlement {
  readonly gridCodes: readonly string[];
  /** Of each grid, its worker, and the post that they hold. */
  readonly workers: readonly DemoPerson[];
  readonly workerPosts: readonly string[];
  readonly buildingIds: readonly string[];
}

/** Enters villages, grids, buildings and posts, and puts up who holds them, as the community's clerk would. */
export async function settle(gateway: Gateway, town: Town): Promise<Settlement> {
  const community = TIANJINGHU.code;
  // The report does not say who manages the villages; courtyards of their age mostly do so themselves.
  const village = { community, kind: 'VILLAGE', propertyManagement: 'SELF_MANAGED' };
  const [compounds, grids, staff] = await Promise.all([
    Promise.all(
      town.villages.map(({ name }, n) => createCompound(gateway, CLERK, `compound:${n}`, { ...village, name })),
    ),
    openGrids(gateway, town),
    registerStaff(gateway, town),
  ]);
  const appoint = (what: string, grid: OpenedGrid, post: { person: string; role: string; building?: string }) =>
    appointToGrid(gateway, CLERK, what, grid, post);
  const appointStaff = async (grid: OpenedGrid, n: number): Promise<string> => {
    const [, worker] = await Promise.all([
      appoint(`leader:${n}`, grid, { person: staff.leaders[n] ?? '', role: 'GRID_LEADER' }),
      appoint(`worker:${n}`, grid, { person: staff.workers[n] ?? '', role: 'GRID_WORKER' }),
    ]);
    return worker;
  };

  const [workerPosts, buildingIds] = await Promise.all([
    Promise.all(grids.map(appointStaff)),
    Promise.all(
      town.buildings.map(async ({ village, grid, ...building }, n) => {
        const home = grids[grid] as OpenedGrid;
        const input = { ...building, grid: home.code, compound: compounds[village] };
        const id = await createBuilding(gateway, CLERK, `building:${n}`, input);
        const person = staff.chiefs.get(n);
        if (person !== undefined) await appoint(`chief:${n}`, home, { person, role: 'BUILDING_CHIEF', building: id });
        return id;
      }),
    ),
  ]);
  await Promise.all(grids.map((grid, n) => publiciseRoster(gateway, CLERK, `roster:${n}`, grid)));
  const workers = grids.map(({ code }, n) => gridWorker(staff.workers[n] ?? '', code));
  return { gridCodes: grids.map(({ code }) => code), workers, workerPosts, buildingIds };
}

/** One after the other, so that their codes come in their order. */
async function openGrids(gateway: Gateway, town: Town): Promise<OpenedGrid[]> {
  const grids: OpenedGrid[] = [];
  for (const [n, { name, boundary }] of town.grids.entries()) {
    grids.push(await createGrid(gateway, CLERK, `grid:${n}`, { community: TIANJINGHU.code, name, boundary }));
  }
  return grids;
}
