import { scoreOf } from './partition.rules.js';
import { Band, compareScores, type Division, type Score, type Site } from './plan-objective.rules.js';

/** Up to so many buildings every division is looked at. */
export const MOST_EXACT = 12;

/** The best of all contiguous divisions into so many grids, of at most twelve connected sites. */
export function bestDivision(sites: readonly Site[], grids: number): Division {
  return new Search(sites, grids).best();
}

/** A set of sites as the bits of a number. */
type Sites = number;

class Search {
  readonly #sites: readonly Site[];
  readonly #grids: number;
  readonly #band: Band;
  readonly #beside: readonly Sites[];
  readonly #households: (of: Sites) => number;
  #found: { division: Division; score: Score } | null = null;

  constructor(sites: readonly Site[], grids: number) {
    this.#sites = sites;
    this.#grids = grids;
    this.#beside = sites.map(({ neighbours }) => neighbours.reduce((set, { index }) => set | (1 << index), 0));
    this.#households = (of) => sites.reduce((sum, site) => sum + (has(of, site.index) ? site.households : 0), 0);
    this.#band = new Band(this.#households((1 << sites.length) - 1), grids);
  }

  best(): Division {
    this.#divide((1 << this.#sites.length) - 1, [], 0);
    if (this.#found === null) throw new RangeError('the sites cannot be divided into so many grids');
    return this.#found.division;
  }

  /** Divides what is left after some groups, which lie so much outside the band. */
  #divide(left: Sites, groups: readonly Sites[], outside: number): void {
    if (this.#found !== null && outside > this.#found.score.outside) return;
    const missing = this.#grids - groups.length;
    if (missing === 0) {
      if (left === 0) this.#judge(groups);
      return;
    }
    if (left === 0) return;
    const first = left & -left;
    this.#eachGroup(first, left & ~first, 0, (group) => {
      if (missing === 1 && group !== left) return;
      this.#divide(left & ~group, [...groups, group], outside + this.#band.outside(this.#households(group)));
    });
  }

  /** Every connected group that holds the given one, by sites that are free and have not been passed over. Each comes once. */
  #eachGroup(group: Sites, free: Sites, passed: Sites, use: (group: Sites) => void): void {
    use(group);
    let over = passed;
    for (let edge = this.#besideGroup(group) & free & ~passed; edge !== 0; edge &= edge - 1) {
      const next = edge & -edge;
      this.#eachGroup(group | next, free & ~next, over, use);
      over |= next;
    }
  }

  #besideGroup(group: Sites): Sites {
    return this.#beside.reduce((set, beside, index) => (has(group, index) ? set | beside : set), 0) & ~group;
  }

  #judge(groups: readonly Sites[]): void {
    const division = groups.map((group) => [...this.#sites.keys()].filter((index) => has(group, index)));
    const score = scoreOf(this.#sites, division);
    if (this.#found === null || compareScores(score, this.#found.score) < 0) this.#found = { division, score };
  }
}

function has(set: Sites, index: number): boolean {
  return (set & (1 << index)) !== 0;
}
