import type { Lots } from './lots.rules.js';
import { movesIn, Partition, type Part, type Plot } from './partition.rules.js';
import type { Division, Site } from './plan-objective.rules.js';

/** What a change for the worse may cost to be taken at last, in moved buildings. */
const COLD = 0.02;
/** What a grid's mean of households outside the band costs at first and at last, in moved buildings. */
const OUTSIDE = { first: 20, last: 2_000 };
/** What a grid at the edge of the band costs, in moved buildings. */
const STRAIN = 0.05;
/** Taken out of the global object once: they are asked for a million times a second. */
const { abs, exp } = Math;
const CHAINED = 0.4;
/** After so many steps the heat is set anew. */
const ROUND = 1_000;

/**
 * A better division near one that is given, by simulated annealing: a building at an edge passes to the neighbouring grid, alone or
 * while another leaves that grid, and a change for the worse is taken while there is heat. Contiguous throughout. `heat` is what
 * such a change may cost at first, in moved buildings: with a few, whole grids change place; with one, only edges do.
 */
export function annealed(
  sites: readonly Site[],
  division: Division,
  { lots, heat, steps }: { lots: Lots; heat: number; steps: number },
): Division {
  const partition = new Partition(sites, division);
  const rounds = Math.ceil(steps / ROUND);
  for (let round = 0; round < rounds; round += 1) {
    const weights = weightsAt(heat, rounds === 1 ? 1 : round / (rounds - 1));
    for (let step = 0; step < ROUND; step += 1) tryChange(partition, lots, weights);
  }
  return partition.division();
}

interface Weights {
  readonly heat: number;
  readonly outside: number;
}

function weightsAt(heat: number, done: number): Weights {
  return {
    heat: heat * (COLD / heat) ** done,
    outside: OUTSIDE.first * (OUTSIDE.last / OUTSIDE.first) ** done,
  };
}

function tryChange(partition: Partition, lots: Lots, weights: Weights): void {
  const plot = lots.oneOf(partition.plots);
  if (plot.neighbours.length === 0) return;
  const beside = lots.oneOf(plot.neighbours);
  if (beside.part === plot.part || plot.part.buildings === 1) return;
  if (lots.next() < CHAINED)
    tryChain(partition, lots, weights, plot, lots.oneOf([beside, lots.oneOf(beside.neighbours)]));
  else tryMove(partition, lots, weights, plot, beside.part);
}

function tryMove(partition: Partition, lots: Lots, weights: Weights, plot: Plot, to: Part): void {
  const { part: from, site } = plot;
  const before = costOf(partition, from.households, weights) + costOf(partition, to.households, weights);
  const after =
    costOf(partition, from.households - site.households, weights) +
    costOf(partition, to.households + site.households, weights);
  const worse = after - before + movesIn(site, to) - movesIn(site, from);
  if (isTaken(worse, lots, weights) && partition.mayLeave(plot)) partition.move(plot, to);
}

/** The building passes to the grid of another one, and that one on to a neighbouring grid, or back to the first: an exchange. */
function tryChain(partition: Partition, lots: Lots, weights: Weights, plot: Plot, second: Plot): void {
  const [from, over] = [plot.part, second.part];
  if (over === from || !plot.neighbours.some((next) => next.part === over && next !== second)) return;
  const to = lots.oneOf(second.neighbours).part;
  if (to === over || !second.neighbours.some((next) => next.part === to && next !== plot)) return;
  const parts = to === from ? [from, over] : [from, over, to];
  const cost = () =>
    parts.reduce((sum, part) => sum + costOf(partition, part.households, weights), 0) +
    movesIn(plot.site, plot.part) +
    movesIn(second.site, second.part);
  const before = cost();
  if (!partition.mayLeave(plot)) return;
  partition.move(plot, over);
  if (partition.mayLeave(second)) {
    partition.move(second, to);
    if (isTaken(cost() - before, lots, weights)) return;
    partition.move(second, over);
  }
  partition.move(plot, from);
}

function costOf({ band }: Partition, households: number, { outside }: Weights): number {
  const strain = abs(band.strain(households));
  return STRAIN * strain ** 2 + (strain > 1 ? outside * (0.01 + 0.15 * (strain - 1)) : 0);
}

function isTaken(worse: number, lots: Lots, { heat }: Weights): boolean {
  return worse <= 0 || lots.next() < exp(-worse / heat);
}
