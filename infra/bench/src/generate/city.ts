/**
 * The city that is generated, at a scale: how much of everything there is, and the code of every place. Everything else is
 * derived from it, so that two databases need not be asked about each other.
 */
export interface City {
  readonly scale: number;
  /** Codes of the communities that works ask about, by districts of 150 in ten streets. */
  readonly communities: readonly string[];
  /** Codes of the communities that works write into; they lie in a district of their own. */
  readonly writable: readonly string[];
  readonly units: number;
  readonly resources: number;
  readonly cases: number;
}

export const PROVINCE = '99';
export const CITY = '9901';
export const GRIDS_OF_COMMUNITY = 20;
export const BUILDINGS_OF_GRID = 10;
export const BRANCHES_OF_COMMUNITY = 4;
export const MEMBERS_OF_BRANCH = 25;

const COMMUNITIES = 300;
const COMMUNITIES_OF_DISTRICT = 150;
const STREETS_OF_DISTRICT = 10;
const WRITABLE_DISTRICT = '990199';
const WRITABLE = 2;

export function cityOf(scale: number): City {
  const count = Math.max(2, Math.round(COMMUNITIES * scale));
  return {
    scale,
    communities: Array.from({ length: count }, (_, index) => communityCode(index)),
    writable: Array.from({ length: WRITABLE }, (_, index) => `${WRITABLE_DISTRICT}001${digits(index + 1, 3)}`),
    units: Math.max(10, Math.round(500 * scale)),
    resources: Math.max(100, Math.round(5_000 * scale)),
    cases: Math.max(1_000, Math.round(1_000_000 * scale)),
  };
}

/** All communities: those that are asked about, then those that are written into. An index is one in this list. */
export function communitiesOf(city: City): readonly string[] {
  return [...city.communities, ...city.writable];
}

/** Neighbours in the list lie in different streets, so that few communities still make ten streets. */
function communityCode(index: number): string {
  const district = Math.floor(index / COMMUNITIES_OF_DISTRICT) + 1;
  const place = index % COMMUNITIES_OF_DISTRICT;
  const street = (place % STREETS_OF_DISTRICT) + 1;
  const number = Math.floor(place / STREETS_OF_DISTRICT) + 1;
  return `${CITY}${digits(district, 2)}${digits(street, 3)}${digits(number, 3)}`;
}

/** Code of the n-th grid of a community, from 0. */
export function gridCode(community: string, index: number): string {
  return `${community}${digits(index + 1, 3)}`;
}

/** Which building of the whole city it is: the n-th of a grid of a community. */
export function buildingIndex(community: number, grid: number, building: number): number {
  return (community * GRIDS_OF_COMMUNITY + grid) * BUILDINGS_OF_GRID + building;
}

/** Which post of the whole city it is: of each grid the leader comes first, then the worker. */
export function postIndex(community: number, grid: number, post: 0 | 1): number {
  return (community * GRIDS_OF_COMMUNITY + grid) * 2 + post;
}

/** Which person of the whole city it is: the n-th member of a branch of a community. */
export function memberIndex(community: number, branch: number, member: number): number {
  return (community * BRANCHES_OF_COMMUNITY + branch) * MEMBERS_OF_BRANCH + member;
}

export function digits(number: number, length: number): string {
  return String(number).padStart(length, '0');
}
