import { Partition, type Part, type Plot } from './partition.rules.js';
import { compareScores, type Division, type Score, type Site } from './plan-objective.rules.js';

/** No plan has needed as many; it ends what a fault in the score would make endless. */
const MOST_ROUNDS = 200;

/**
 * A division that no single change betters, found from one that is given: a building passes to a neighbouring grid, or two pass,
 * the second out of the grid that the first comes into. Each change taken is better by the plan's own objective.
 */
export function settled(sites: readonly Site[], division: Division): Division {
  let best = division;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const partition = new Partition(sites, best);
    const isBettered = new Settling(partition).round();
    best = partition.division();
    if (!isBettered) break;
  }
  return best;
}

class Settling {
  readonly #partition: Partition;
  #score: Score;

  constructor(partition: Partition) {
    this.#partition = partition;
    this.#score = partition.score();
  }

  /** Takes every change that betters, building by building; says whether there was one. */
  round(): boolean {
    let isBettered = false;
    for (const plot of this.#partition.plots) {
      for (const part of partsBeside(plot)) isBettered = this.#pass(plot, part) || isBettered;
    }
    return isBettered;
  }

  #pass(plot: Plot, over: Part): boolean {
    const from = plot.part;
    if (over === from || !plot.neighbours.some((next) => next.part === over)) return false;
    if (!this.#partition.mayLeave(plot)) return false;
    const isExtreme = this.#isExtreme(from) || this.#isExtreme(over);
    this.#partition.move(plot, over);
    if (this.#isBetter(isExtreme)) return this.#take();
    if (this.#passOn(plot, isExtreme)) return true;
    this.#partition.move(plot, from);
    return false;
  }

  /** Sends another building out of the grid that one has come into, where both together are better. */
  #passOn(first: Plot, isExtreme: boolean): boolean {
    const over = first.part;
    for (const second of this.#partition.around(first)) {
      if (second === first) continue;
      for (const to of partsBeside(second)) {
        const touchesExtreme = isExtreme || this.#isExtreme(to);
        this.#partition.move(second, to);
        const isBetter = this.#isBetter(touchesExtreme);
        this.#partition.move(second, over);
        if (!isBetter || !this.#partition.mayLeave(second)) continue;
        this.#partition.move(second, to);
        return this.#take();
      }
    }
    return false;
  }

  /** Only a change of the largest or the smallest grid makes the imbalance less. */
  #isBetter(touchesExtreme: boolean): boolean {
    const { outside, moves } = this.#partition;
    if (outside !== this.#score.outside) return outside < this.#score.outside;
    if (moves !== this.#score.moves) return moves < this.#score.moves;
    return touchesExtreme && compareScores(this.#partition.score(), this.#score) < 0;
  }

  #isExtreme({ households }: Part): boolean {
    return households === this.#score.most || households === this.#score.fewest;
  }

  #take(): true {
    this.#score = this.#partition.score();
    return true;
  }
}

function partsBeside(plot: Plot): Part[] {
  return [...new Set(plot.neighbours.map((next) => next.part))].filter((part) => part !== plot.part);
}
