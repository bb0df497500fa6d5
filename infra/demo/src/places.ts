import type { Gateway } from './gateway.js';
import type { DemoPerson } from './people.js';
import type { Position } from './ground.js';

export interface OpenedGrid {
  readonly code: string;
  readonly openedOn: string;
}

/** Enters a compound; gives its id. */
export function createCompound(
  gateway: Gateway,
  by: DemoPerson,
  key: string,
  input: { community: string; name: string; kind: string; propertyManagement: string },
): Promise<string> {
  const document = 'mutation ($input: CreateCompoundInput!) { createCompound(input: $input) { id } }';
  return gateway.make({ by, document, variables: { input }, key });
}

export async function createGrid(
  gateway: Gateway,
  by: DemoPerson,
  key: string,
  input: { community: string; name: string; themes?: readonly string[]; boundary?: readonly Position[] },
): Promise<OpenedGrid> {
  const document = 'mutation ($input: CreateGridInput!) { createGrid(input: $input) { code openedOn } }';
  const made = await gateway.change({ by, document, variables: { input }, key });
  return { code: String(made['code']), openedOn: String(made['openedOn']) };
}

/** Enters a building; gives its id. */
export function createBuilding(
  gateway: Gateway,
  by: DemoPerson,
  key: string,
  input: { grid: string; compound: string | undefined; number: string } & Readonly<Record<string, unknown>>,
): Promise<string> {
  const document = 'mutation ($input: CreateBuildingInput!) { createBuilding(input: $input) { id } }';
  return gateway.make({ by, document, variables: { input }, key });
}

/** Appoints somebody to a grid; gives the post's id. They may be newer than what grid has learnt. */
export function appointToGrid(
  gateway: Gateway,
  by: DemoPerson,
  key: string,
  grid: OpenedGrid,
  post: { person: string; role: string; building?: string },
): Promise<string> {
  // From the day that the grid was opened, not from today, so that it is the same appointment whenever it is asked for again.
  const input = { ...post, territory: grid.code, startsOn: grid.openedOn };
  const document = 'mutation ($input: AppointToGridInput!) { appointToGrid(input: $input) { id } }';
  return gateway.make({ by, document, variables: { input }, key, learnt: /^input\.person$/ });
}

/** Puts up, on the day that the grid was opened, who holds its posts. */
export async function publiciseRoster(gateway: Gateway, by: DemoPerson, key: string, grid: OpenedGrid): Promise<void> {
  const document = 'mutation ($grid: TerritoryCode!, $on: Date!) { publiciseRoster(grid: $grid, on: $on) { id } }';
  await gateway.makeAll({ by, document, variables: { grid: grid.code, on: grid.openedOn }, key });
}
