import type { Gateway } from './gateway.js';
import { chiefOf, CLERK, gridWorker, leaderOf } from './people.js';
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
  const compounds = await Promise.all(town.villages.map(({ name }, n) => createCompound(gateway, name, n)));
  const grids: OpenedGrid[] = [];
  // One after the other, so that their codes come in their order.
  for (const [n, { name, boundary }] of town.grids.entries()) grids.push(await createGrid(gateway, name, boundary, n));

  const [workerPosts, buildingIds] = await Promise.all([
    Promise.all(grids.map((grid, n) => appointStaff(gateway, grid, n))),
    Promise.all(
      town.buildings.map(async ({ village, grid, ...building }, n) => {
        const home = grids[grid] as OpenedGrid;
        const id = await createBuilding(gateway, { ...building, grid: home.code, compound: compounds[village] }, n);
        if (n % CHIEF_OF_EVERY === 0) {
          await appoint(gateway, `chief:${n}`, home, { person: chiefOf(n), role: 'BUILDING_CHIEF', building: id });
        }
        return id;
      }),
    ),
  ]);
  return { gridCodes: grids.map(({ code }) => code), workerPosts, buildingIds };
}

interface OpenedGrid {
  readonly code: string;
  readonly openedOn: string;
}

async function createCompound(gateway: Gateway, name: string, n: number): Promise<string> {
  // The report does not say who manages the villages; courtyards of their age mostly do so themselves.
  const input = { community: TIANJINGHU.code, name, kind: 'VILLAGE', propertyManagement: 'SELF_MANAGED' };
  const document = 'mutation ($input: CreateCompoundInput!) { createCompound(input: $input) { id } }';
  return idOf(await gateway.change({ by: CLERK, document, variables: { input }, key: `compound:${n}` }));
}

async function createGrid(gateway: Gateway, name: string, boundary: unknown, n: number): Promise<OpenedGrid> {
  const input = { community: TIANJINGHU.code, name, boundary };
  const document = 'mutation ($input: CreateGridInput!) { createGrid(input: $input) { code openedOn } }';
  const made = await gateway.change({ by: CLERK, document, variables: { input }, key: `grid:${n}` });
  return { code: String(made['code']), openedOn: String(made['openedOn']) };
}

async function createBuilding(gateway: Gateway, input: Record<string, unknown>, n: number): Promise<string> {
  const document = 'mutation ($input: CreateBuildingInput!) { createBuilding(input: $input) { id } }';
  return idOf(await gateway.change({ by: CLERK, document, variables: { input }, key: `building:${n}` }));
}

/** Gives the worker's post. */
async function appointStaff(gateway: Gateway, grid: OpenedGrid, n: number): Promise<string> {
  const { person } = gridWorker(n, grid.code);
  const [, worker] = await Promise.all([
    appoint(gateway, `leader:${n}`, grid, { person: leaderOf(n), role: 'GRID_LEADER' }),
    appoint(gateway, `worker:${n}`, grid, { person, role: 'GRID_WORKER' }),
  ]);
  return worker;
}

async function appoint(
  gateway: Gateway,
  key: string,
  grid: OpenedGrid,
  post: { person: string; role: string; building?: string },
): Promise<string> {
  // From the day that the grid was opened, not from today, so that it is the same appointment whenever it is asked for again.
  const input = { ...post, territory: grid.code, startsOn: grid.openedOn };
  const document = 'mutation ($input: AppointToGridInput!) { appointToGrid(input: $input) { id } }';
  return idOf(await gateway.change({ by: CLERK, document, variables: { input }, key }));
}

function idOf(made: Record<string, unknown>): string {
  return String(made['id']);
}
