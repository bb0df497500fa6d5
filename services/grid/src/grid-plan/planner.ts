import { divided } from './division.rules.js';
import { householdsToPlanBy } from './estimate.rules.js';
import { spotsOf, type Spot, type Standing } from './ground.rules.js';
import { neighbourEdges } from './neighbour-graph.rules.js';
import { inReadingOrder } from './numbering.rules.js';
import { Partition } from './partition.rules.js';
import { gridsFor, householdsOf, imbalanceOf, type Division, type Site } from './plan-objective.rules.js';
import { shortfallsOf, type Shortfall } from './shortfall.rules.js';
import { triangulationOf } from './triangulation.js';

/** What the planner knows of a building. */
export interface BuildingToPlan extends Standing {
  readonly id: string;
  readonly households: number | null;
  /** Code of today's grid; null where it is in none. */
  readonly grid: string | null;
}

/** A building whose households are known, or taken to be so many. */
export interface CountedBuilding extends BuildingToPlan {
  readonly households: number;
}

export interface PlannedGrid {
  /** From 1, as one reads: from north to south, and from west to east. */
  readonly sequence: number;
  readonly buildings: readonly string[];
  readonly households: number;
  /** Whether one comes from each of its buildings to all others by neighbours among them. */
  readonly contiguous: boolean;
  /** From the mean, as a share of it. */
  readonly deviation: number;
  /** Why it could not be better; null where it is within the tolerance. */
  readonly shortfall: Shortfall | null;
  /** Code of the grid of today that most of it comes from, as no two grids do; null where none. */
  readonly goesOnAs: string | null;
  /** It has exactly the buildings of the grid of today, and keeps its code. */
  readonly isUnchanged: boolean;
}

export interface Plan {
  readonly grids: readonly PlannedGrid[];
  /** Buildings that change grid. */
  readonly moves: number;
  /** Largest over smallest number of households. */
  readonly imbalance: number;
}

/**
 * Divides buildings into contiguous grids of about so many households, the same way for the same buildings in whatever order. Null
 * where there are no households to divide.
 */
export function planGrids(given: readonly BuildingToPlan[], targetHouseholds: number): Plan | null {
  const known = given.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const households = householdsToPlanBy(known.map((building) => building.households));
  if (households === null) return null;
  const buildings = known.map((building, index) => ({ ...building, households: households[index] ?? 0 }));
  const spots = spotsOf(buildings);
  const sites = sitesOf(buildings, spots);
  const division = divided(sites, gridsFor(householdsOf(sites), targetHouseholds, buildings.length));
  const numbered = inReadingOrder(division, (members) => members.map((index) => spots[index] as Spot));
  return describe(buildings, sites, numbered);
}

/** How many grids a plan would have, told without making it; 0 where there are no households to divide. */
export function gridsToPlan(buildings: readonly BuildingToPlan[], targetHouseholds: number): number {
  const households = householdsToPlanBy(buildings.map((building) => building.households));
  if (households === null) return 0;
  const total = households.reduce((sum, each) => sum + each, 0);
  return gridsFor(total, targetHouseholds, buildings.length);
}

/** The buildings as the planner weighs them, each where the spot beside it says, with their neighbours. */
export function sitesOf(buildings: readonly CountedBuilding[], spots: readonly Spot[]): Site[] {
  const codes = codesOf(buildings);
  const sites = buildings.map(({ households, grid }, index) => ({
    index,
    households,
    today: grid === null ? null : codes.indexOf(grid),
    neighbours: [] as Site[],
  }));
  const stands = buildings.map(({ compound }, index) => ({ compound, spot: spots[index] as Spot }));
  for (const [a, b] of neighbourEdges(stands, triangulationOf)) {
    sites[a]?.neighbours.push(sites[b] as Site);
    sites[b]?.neighbours.push(sites[a] as Site);
  }
  return sites;
}

/** Codes of today's grids, in the order in which sites name them. */
function codesOf(buildings: readonly CountedBuilding[]): string[] {
  return [...new Set(buildings.flatMap((building) => building.grid ?? []))].toSorted();
}

function describe(buildings: readonly CountedBuilding[], sites: readonly Site[], division: Division): Plan {
  const codes = codesOf(buildings);
  const partition = new Partition(sites, division);
  const shortfalls = shortfallsOf(sites, division);
  const score = partition.score();
  const todays = Map.groupBy(sites, (site) => site.today);
  return {
    moves: score.moves,
    imbalance: imbalanceOf(score),
    grids: partition.parts.map((part) => {
      const { index, goesOnAs, households } = part;
      const members = division[index] ?? [];
      const stays = members.filter((member) => sites[member]?.today === goesOnAs).length;
      return {
        sequence: index + 1,
        buildings: members.map((member) => buildings[member]?.id ?? ''),
        households,
        contiguous: partition.isContiguous(part),
        deviation: partition.band.deviation(households),
        shortfall: shortfalls[index] ?? null,
        goesOnAs: goesOnAs === null ? null : (codes[goesOnAs] ?? null),
        isUnchanged: goesOnAs !== null && stays === members.length && stays === todays.get(goesOnAs)?.length,
      };
    }),
  };
}
