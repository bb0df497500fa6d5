import type { Cell, Row } from './copy.js';
import {
  BUILDINGS_OF_GRID,
  buildingIndex,
  CITY,
  communitiesOf,
  gridCode,
  GRIDS_OF_COMMUNITY,
  MEMBERS_OF_BRANCH,
  memberIndex,
  postIndex,
  PROVINCE,
} from './city.js';
import type { City } from './city.js';
import { idOf } from './ids.js';

/** Rows of a table of the city. */
export interface TableRows {
  readonly table: string;
  readonly columns: readonly string[];
  rows(): Iterable<Row>;
}

const COMPOUNDS_OF_COMMUNITY = 4;
const GRIDS_OF_COMPOUND = GRIDS_OF_COMMUNITY / COMPOUNDS_OF_COMMUNITY;
const SINCE = '2021-01-01';

/** What grid keeps: areas, compounds, grids, buildings, and a leader and a worker of each grid. */
export function placeTables(city: City): readonly TableRows[] {
  const communities = communitiesOf(city);
  return [
    { table: 'area', columns: ['code', 'name', 'version'], rows: () => areas(communities) },
    {
      table: 'compound',
      columns: ['id', 'community', 'name', 'kind', 'property_management'],
      rows: () => eachOf(communities, COMPOUNDS_OF_COMMUNITY, compound),
    },
    {
      table: 'grid',
      columns: ['code', 'community', 'name', 'kind', 'themes', 'opened_on'],
      rows: () => eachOf(communities, GRIDS_OF_COMMUNITY, grid),
    },
    {
      table: 'grid_sequence',
      columns: ['territory', 'last'],
      rows: () => communities.map((community) => [community, GRIDS_OF_COMMUNITY]),
    },
    {
      table: 'building',
      columns: ['id', 'grid', 'compound', 'number', 'entrances', 'floors', 'households', 'location'],
      rows: () => eachOf(communities, GRIDS_OF_COMMUNITY * BUILDINGS_OF_GRID, building),
    },
    {
      table: 'grid_post',
      columns: ['id', 'role', 'territory', 'grid', 'starts_on', 'publicised_on'],
      rows: () => eachOf(communities, GRIDS_OF_COMMUNITY * 2, post),
    },
    {
      table: 'grid_post_holder',
      columns: ['post', 'person'],
      rows: () => eachOf(communities, GRIDS_OF_COMMUNITY * 2, holder),
    },
  ];
}

/** The person who leads a grid, or works in it: a member of the branch that covers it. */
export function postHolder(community: number, grid: number, post: 0 | 1): string {
  const branch = Math.floor(grid / GRIDS_OF_COMPOUND);
  const member = 3 + post * GRIDS_OF_COMPOUND + (grid % GRIDS_OF_COMPOUND);
  return idOf('person', memberIndex(community, branch, member % MEMBERS_OF_BRANCH));
}

export function* eachOf(
  communities: readonly string[],
  count: number,
  row: (community: string, index: number, number: number) => readonly Cell[],
): Generator<Row> {
  for (const [index, community] of communities.entries()) {
    for (let number = 0; number < count; number += 1) yield row(community, index, number);
  }
}

/** Every area above a community, each once, then the communities; all of the first version. */
function* areas(communities: readonly string[]): Generator<Row> {
  yield [PROVINCE, '基准省', 1];
  yield [CITY, '基准市', 1];
  for (const length of [6, 9]) {
    for (const code of new Set(communities.map((community) => community.slice(0, length)))) {
      yield [code, length === 6 ? `第${code.slice(4)}区` : `第${code.slice(6)}街道`, 1];
    }
  }
  for (const code of communities) yield [code, `第${code.slice(9)}社区`, 1];
}

function compound(community: string, index: number, number: number): Row {
  const id = idOf('compound', index * COMPOUNDS_OF_COMMUNITY + number);
  return [id, community, `${number + 1}号小区`, 'GATED', 'COMPANY'];
}

function grid(community: string, _index: number, number: number): Row {
  return [gridCode(community, number), community, `第${number + 1}网格`, 'RESIDENTIAL', [], SINCE];
}

function building(community: string, index: number, number: number): Row {
  const [grid, place] = [Math.floor(number / BUILDINGS_OF_GRID), number % BUILDINGS_OF_GRID];
  const compound = index * COMPOUNDS_OF_COMMUNITY + Math.floor(grid / GRIDS_OF_COMPOUND);
  // Three to seven, five on average.
  const households = 3 + (number % 5);
  const longitude = (117 + (index % 50) * 0.02 + (number % 20) * 0.0005).toFixed(4);
  const latitude = (30 + Math.floor(index / 50) * 0.02 + Math.floor(number / 20) * 0.0005).toFixed(4);
  return [
    idOf('building', buildingIndex(index, grid, place)),
    gridCode(community, grid),
    idOf('compound', compound),
    `${place + 1}号楼`,
    1 + (number % 3),
    6 + (number % 12),
    households,
    `(${longitude},${latitude})`,
  ];
}

function post(community: string, index: number, number: number): Row {
  const [grid, kind] = [Math.floor(number / 2), (number % 2) as 0 | 1];
  const code = gridCode(community, grid);
  const role = kind === 0 ? 'GRID_LEADER' : 'GRID_WORKER';
  return [idOf('post', postIndex(index, grid, kind)), role, code, code, SINCE, SINCE];
}

function holder(_community: string, index: number, number: number): Row {
  const [grid, kind] = [Math.floor(number / 2), (number % 2) as 0 | 1];
  return [idOf('post', postIndex(index, grid, kind)), postHolder(index, grid, kind)];
}
