import { describe, expect, it } from '@jest/globals';
import { sitesInLine } from './ground.suite.js';
import { relabelled } from './relabelling.rules.js';

const sites = (todays: readonly (number | null)[]) => sitesInLine(todays.map((today) => ({ households: 1, today })));

describe('the grid of today that a planned one goes on as', () => {
  it('is the one that most buildings stay in over all, not for each by itself', () => {
    expect(
      relabelled(sites([0, 0, 0, 1, 1, 0, 0]), [
        [0, 1, 2, 3, 4],
        [5, 6],
      ]),
    ).toEqual([1, 0]);
  });

  it('is none where another goes on as it, or where nobody comes from a grid', () => {
    expect(relabelled(sites([0, 0, 0]), [[0], [1, 2]])).toEqual([null, 0]);
    expect(relabelled(sites([null, null, 0]), [[0, 1], [2]])).toEqual([null, 0]);
    expect(relabelled(sites([0, 1, 2]), [[0, 1, 2]])).toHaveLength(1);
  });

  it('is found at once however many grids there are today', () => {
    const todays = Array.from({ length: 2_000 }, (_, index) => index);
    const planned = Array.from({ length: 20 }, (_, grid) => todays.slice(grid * 100, grid * 100 + 100));
    const started = performance.now();
    const found = relabelled(sites(todays), planned);
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(found.map((today) => Math.floor((today ?? -1) / 100))).toEqual([...planned.keys()]);
  });
});
