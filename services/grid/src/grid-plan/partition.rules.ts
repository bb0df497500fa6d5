import { Band, householdsOf, type Division, type Score, type Site } from './plan-objective.rules.js';
import { relabelled } from './relabelling.rules.js';

/** One of the grids of a division that is being worked on. */
export interface Part {
  readonly index: number;
  /** The grid of today that it goes on as; null where none. */
  readonly goesOnAs: number | null;
  households: number;
  buildings: number;
}

/** A building in a division that is being worked on. */
export interface Plot {
  readonly site: Site;
  readonly neighbours: Plot[];
  part: Part;
  /** The last search that came by. */
  search: number;
}

/** A division that is being worked on: buildings pass from part to part, and no part falls apart. */
export class Partition {
  readonly plots: readonly Plot[];
  readonly parts: readonly Part[];
  readonly band: Band;
  /** As in the score. */
  outside: number;
  /** As in the score. */
  moves: number;
  #searches = 0;

  constructor(sites: readonly Site[], division: Division) {
    const goesOnAs = relabelled(sites, division);
    this.parts = division.map((members, index) => ({
      index,
      goesOnAs: goesOnAs[index] ?? null,
      households: members.reduce((sum, member) => sum + (sites[member]?.households ?? 0), 0),
      buildings: members.length,
    }));
    const partOf = new Map(division.flatMap((members, index) => members.map((member) => [member, this.parts[index]])));
    const plots = sites.map((site) => ({ site, neighbours: [], part: partOf.get(site.index) as Part, search: 0 }));
    this.plots = plots;
    for (const { site, neighbours } of this.plots) {
      neighbours.push(...site.neighbours.map(({ index }) => plots[index] as Plot));
    }
    this.band = new Band(householdsOf(sites), division.length);
    this.outside = this.parts.reduce((sum, part) => sum + this.band.outside(part.households), 0);
    this.moves = plots.reduce((sum, plot) => sum + movesIn(plot.site, plot.part), 0);
  }

  move(plot: Plot, to: Part): void {
    const { site, part: from } = plot;
    this.moves += movesIn(site, to) - movesIn(site, from);
    this.outside -= this.band.outside(from.households) + this.band.outside(to.households);
    from.households -= site.households;
    from.buildings -= 1;
    plot.part = to;
    to.households += site.households;
    to.buildings += 1;
    this.outside += this.band.outside(from.households) + this.band.outside(to.households);
  }

  isContiguous(part: Part): boolean {
    const first = this.plots.find((plot) => plot.part === part);
    return first !== undefined && this.around(first).length === part.buildings;
  }

  /** The buildings of a part that are reached from one of them. */
  around(plot: Plot): Plot[] {
    this.#searches += 1;
    const search = this.#searches;
    plot.search = search;
    const found = [plot];
    for (const each of found) {
      for (const next of each.neighbours) {
        if (next.search === search || next.part !== plot.part) continue;
        next.search = search;
        found.push(next);
      }
    }
    return found;
  }

  /** Whether the part of a building holds together, and something, without it. */
  mayLeave(plot: Plot): boolean {
    const left = plot.neighbours.filter((neighbour) => neighbour.part === plot.part);
    const first = left[0];
    if (first === undefined) return false;
    return left.length === 1 || this.#reaches(first, plot, left.length);
  }

  division(): Division {
    const members: number[][] = this.parts.map(() => []);
    for (const { site, part } of this.plots) members[part.index]?.push(site.index);
    return members;
  }

  score(): Score {
    let [most, fewest] = [-Infinity, Infinity];
    for (const { households } of this.parts) {
      if (households > most) most = households;
      if (households < fewest) fewest = households;
    }
    return { outside: this.outside, moves: this.moves, most, fewest };
  }

  /** Whether so many neighbours of a building are reached from one of them within its part, but not through it. */
  #reaches(first: Plot, without: Plot, neighbours: number): boolean {
    this.#searches += 1;
    const search = this.#searches;
    without.search = search;
    for (const neighbour of without.neighbours) neighbour.search = -search;
    let left = neighbours - 1;
    const found = [first];
    first.search = search;
    for (const plot of found) {
      for (const next of plot.neighbours) {
        if (next.search === search || next.part !== without.part) continue;
        if (next.search === -search) left -= 1;
        if (left === 0) return true;
        next.search = search;
        found.push(next);
      }
    }
    return false;
  }
}

/** How a contiguous division is judged, under its best relabelling. */
export function scoreOf(sites: readonly Site[], division: Division): Score {
  return new Partition(sites, division).score();
}

/** 1 where a building changes grid by being in a part, else 0. One that is in no grid yet does not change. */
export function movesIn({ today }: Site, { goesOnAs }: Part): 0 | 1 {
  return today === null || today === goesOnAs ? 0 : 1;
}
