import { describe, expect, it } from '@jest/globals';
import { spotsOf } from './ground.rules.js';
import { neighbourEdges, type Edge, type Stand } from './neighbour-graph.rules.js';
import { triangulationOf } from './triangulation.js';

const at = (east: number, north: number, compound: string | null = null): Stand => ({
  spot: { east, north },
  compound,
});
const neighbours = (stands: readonly Stand[]): Edge[] =>
  neighbourEdges(stands, triangulationOf).toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);

/** How many buildings one comes to from the first. */
function reachedIn(stands: readonly Stand[]): number {
  const edges = neighbours(stands);
  const reached = new Set([0]);
  for (const each of reached) {
    for (const [a, b] of edges) {
      if (a === each) reached.add(b);
      if (b === each) reached.add(a);
    }
  }
  return reached.size;
}

describe('neighbours', () => {
  it('are those with nobody between them', () => {
    expect(neighbours([at(0, 0), at(60, 0), at(120, 5), at(65, 50)])).toEqual([
      [0, 1],
      [1, 2],
      [1, 3],
      [2, 3],
    ]);
  });

  it('stand next to each other in a line too', () => {
    expect(neighbours([at(120, 0), at(0, 0), at(60, 0)])).toEqual([
      [0, 2],
      [1, 2],
    ]);
    expect(neighbours([at(0, 0), at(60, 0)])).toEqual([[0, 1]]);
    expect(neighbours([at(0, 0)])).toEqual([]);
  });

  it('of two compounds are the one pair where these come nearest', () => {
    const west = [at(0, 0, 'west'), at(0, 50, 'west'), at(0, 100, 'west')];
    const east = [at(60, 0, 'east'), at(55, 50, 'east'), at(60, 100, 'east')];
    expect(neighbours([...west, ...east])).toEqual([
      [0, 1],
      [1, 2],
      [1, 4],
      [3, 4],
      [4, 5],
    ]);
  });

  it('of a compound are neighbours whoever else stands between them', () => {
    const compound = [at(0, 0, 'court'), at(100, 0, 'court')];
    expect(neighbours([...compound, at(50, 3)])).toContainEqual([0, 1]);
  });

  it('join all buildings, in however many compounds', () => {
    const stands = Array.from({ length: 120 }, (_, index) =>
      at((index % 12) * 60 + ((index * 7) % 11), Math.floor(index / 12) * 45 + ((index * 5) % 9), `c${index % 5}`),
    );
    expect(reachedIn(stands)).toBe(120);
  });
});

describe('a building without a position', () => {
  const located = (latitude: number, longitude: number, compound: string | null) => ({
    location: { latitude, longitude },
    compound,
  });

  it("stands at the centre of its compound's known positions, or of the community's", () => {
    const spots = spotsOf([
      located(0, 0, 'west'),
      located(0, 0.001, 'west'),
      { location: null, compound: 'west' },
      located(0, 0.005, null),
      { location: null, compound: null },
      { location: null, compound: 'unknown' },
    ]);
    const centimetres = (degrees: number) => Math.round((degrees - 0.002) * 11_119_500);
    expect(spots[2]).toEqual({ east: centimetres(0.0005), north: 0 });
    expect(spots[4]).toEqual({ east: 0, north: 0 });
    expect(spots[5]).toEqual({ east: -37, north: 34 });
  });

  it('never stands on the spot of another, which stays where it is', () => {
    const spots = spotsOf([
      ...Array.from({ length: 40 }, () => ({ location: null, compound: 'court' })),
      located(0, 0, 'court'),
      located(0, 0.000_01, 'court'),
    ]);
    expect(new Set(spots.map(({ east, north }) => `${east},${north}`)).size).toBe(42);
    expect(spots.slice(-2)).toEqual([
      { east: -56, north: 0 },
      { east: 56, north: 0 },
    ]);
    expect(neighbours(spots.map((spot) => ({ spot, compound: 'court' }))).length).toBeGreaterThanOrEqual(41);
  });
});

describe('buildings that stand almost on one spot, or almost in a line', () => {
  const stands = (count: number, placeOf: (index: number) => { latitude: number; longitude: number }): Stand[] => {
    const located = Array.from({ length: count }, (_, index) => ({ location: placeOf(index), compound: null }));
    return spotsOf(located).map((spot) => ({ spot, compound: null }));
  };
  const tiny = 1e-15;

  it.each([
    ['a spot', (index: number) => ({ latitude: 30 + (index % 13) * tiny, longitude: 117 + (index % 17) * tiny })],
    ['a line', (index: number) => ({ latitude: 30 + index * 0.1 + (index % 3) * 1e-7, longitude: 117 + index * 0.2 })],
    ['a line east', (index: number) => ({ latitude: 30, longitude: 117 + index * tiny })],
  ])('are joined: %s', (_, placeOf) => {
    expect(reachedIn(stands(150, placeOf))).toBe(150);
  });
});
