import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { crossingOf } from './boundary-crossing.rules.js';
import { overlapOf } from './boundary-overlap.rules.js';
import type { Position } from './boundary.rules.js';

const ring = (...points: [longitude: number, latitude: number][]): Position[] =>
  points.map(([longitude, latitude]) => ({ longitude, latitude }));
const square = (west: number, south: number, size: number) =>
  ring([west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]);
const at = (longitude: number, latitude: number) => ({ longitude, latitude });

describe('a boundary', () => {
  it.each<[string, Position[], Position | null]>([
    ['around a square does not meet itself', square(0, 0, 4), null],
    ['that turns inwards does not either', ring([0, 0], [4, 0], [4, 4], [2, 1], [0, 4], [0, 0]), null],
    ['that has a point twice in a row does not', ring([0, 0], [4, 0], [4, 0], [4, 4], [0, 0]), null],
    ['that has a point on a straight side does not', ring([0, 0], [2, 0], [4, 0], [4, 4], [0, 0]), null],
    ['of two halves meets itself between them', ring([0, 0], [4, 4], [4, 0], [0, 4], [0, 0]), at(2, 2)],
    ['that touches a side of its own meets it', ring([0, 0], [4, 0], [4, 4], [2, 0], [0, 4], [0, 0]), at(2, 0)],
    ['that passes a point twice meets it', ring([0, 0], [2, 2], [4, 0], [4, 4], [2, 2], [0, 4], [0, 0]), at(2, 2)],
    ['with a spike goes back on it', ring([0, 0], [4, 0], [6, 0], [4, 0], [4, 4], [0, 0]), at(4, 0)],
    ['along a line goes back on it', ring([0, 0], [4, 0], [2, 0], [0, 0]), at(4, 0)],
    ['whose last side goes back on the first', ring([1, 0], [4, 0], [4, 4], [3, 4], [3, 0], [1, 0]), at(3, 0)],
  ])('%s', (_, boundary, met) => {
    expect(crossingOf(boundary)).toEqual(met);
  });
});

describe('two boundaries', () => {
  const METRE = 1 / 111_195.08;
  const squareMetres = (one: Position[], other: Position[]) => overlapOf(one, other)?.squareMetres ?? 0;

  it('beside each other have nothing in common', () => {
    expect(overlapOf(square(0, 0, 1), square(2, 0, 1))).toBeNull();
    expect(overlapOf(square(0, 0, 1), square(1, 0, 1))).toBeNull();
    expect(overlapOf(square(0, 0, 1), square(1, 1, 1))).toBeNull();
  });

  it('overlap by what both hold, with a place in it', () => {
    const [one, other] = [square(0, 0, 20 * METRE), square(15 * METRE, 10 * METRE, 20 * METRE)];
    const overlap = overlapOf(one, other);
    expect(overlap?.squareMetres).toBeCloseTo(50, 6);
    expect((overlap?.at.longitude ?? 0) / METRE).toBeCloseTo(17.5, 6);
    expect((overlap?.at.latitude ?? 0) / METRE).toBeCloseTo(15, 6);
  });

  it('of which one lies in the other overlap by the inner one', () => {
    expect(squareMetres(square(0, 0, 20 * METRE), square(5 * METRE, 5 * METRE, 10 * METRE))).toBeCloseTo(100, 6);
    expect(squareMetres(square(0, 0, 20 * METRE), square(0, 0, 20 * METRE))).toBeCloseTo(400, 6);
  });

  it('overlap in several places, of which the largest is named', () => {
    const comb = ring([0, 0], [9, 0], [9, 9], [7, 9], [7, 1], [2, 1], [2, 9], [0, 9], [0, 0]);
    const bar = ring([-1, 5], [10, 5], [10, 6], [-1, 6], [-1, 5]);
    const scaled = (shape: Position[]) =>
      shape.map(({ longitude, latitude }) => at(longitude * METRE, latitude * METRE));
    const overlap = overlapOf(scaled(comb), scaled(bar));
    expect(overlap?.squareMetres).toBeCloseTo(4, 6);
    expect([1, 8]).toContain(Math.round((overlap?.at.longitude ?? 0) / METRE));
  });

  it('far from the equator overlap by less ground', () => {
    expect(squareMetres(square(0, 60, 10 * METRE), square(0, 60, 10 * METRE))).toBeCloseTo(50, 3);
  });

  it('overlap by the same whichever is the first, and never by more than the smaller one', () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 }));
    const triangle = fc.tuple(point, point, point).map((points) => {
      const shape = points.map(([x, y]) => at(x * METRE, y * METRE));
      return [...shape, shape[0] as Position];
    });
    fc.assert(
      fc.property(triangle, triangle, (one, other) => {
        fc.pre(crossingOf(one) === null && crossingOf(other) === null);
        const [there, back] = [squareMetres(one, other), squareMetres(other, one)];
        expect(there).toBeCloseTo(back, 6);
        expect(there).toBeLessThanOrEqual(Math.min(squareMetres(one, one), squareMetres(other, other)) + 1e-6);
      }),
      { seed: 340705402 },
    );
  });
});
