import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { metresBetween, nearestFirst, searchBox, type Point } from './place.rules.js';

const HERE: Point = { latitude: 30.95, longitude: 117.85 };
/** So many metres north of a point, on the sphere that distances are taken on. */
const north = (point: Point, metres: number): Point => ({
  ...point,
  latitude: point.latitude + (metres / 6_371_000) * (180 / Math.PI),
});

describe('the distance between two points', () => {
  it('is nothing from a point to itself', () => {
    expect(metresBetween(HERE, HERE)).toBe(0);
  });

  it('is the length of the way on the ground', () => {
    expect(metresBetween(HERE, north(HERE, 150))).toBeCloseTo(150, 3);
    expect(
      metresBetween({ latitude: 39.9042, longitude: 116.4074 }, { latitude: 31.2304, longitude: 121.4737 }),
    ).toBeCloseTo(1_067_311, -2);
  });

  it('is the same there and back', () => {
    const point = fc.record({
      latitude: fc.double({ min: -90, max: 90, noNaN: true }),
      longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    });
    fc.assert(
      fc.property(point, point, (a, b) => {
        expect(metresBetween(a, b)).toBeCloseTo(metresBetween(b, a), 3);
      }),
    );
  });
});

describe('the grid of a point outside every boundary', () => {
  it('is that of the nearest building before those farther away', () => {
    expect(
      nearestFirst(HERE, [
        { ...north(HERE, 120), grid: '340705402001001' },
        { ...north(HERE, -80), grid: '340705402001002' },
      ]),
    ).toEqual(['340705402001002', '340705402001001']);
  });

  it('is the one with the lower code where two are as near', () => {
    const twin = north(HERE, 50);
    expect(
      nearestFirst(HERE, [
        { ...twin, grid: '340705402001002' },
        { ...twin, grid: '340705402001001' },
      ]),
    ).toEqual(['340705402001001', '340705402001002']);
  });

  it('reaches 200 m and no farther', () => {
    expect(nearestFirst(HERE, [{ ...north(HERE, 199.9), grid: 'a' }])).toEqual(['a']);
    expect(nearestFirst(HERE, [{ ...north(HERE, 200.1), grid: 'a' }])).toEqual([]);
  });

  it('is unknown where no building stands', () => {
    expect(nearestFirst(HERE, [])).toEqual([]);
  });
});

describe('the box in which buildings are looked up', () => {
  it('is written as PostgreSQL writes a box', () => {
    expect(searchBox(HERE)).toMatch(/^\(117\.847\d+,30\.948\d+\),\(117\.852\d+,30\.951\d+\)$/);
  });

  it('holds every point within reach', () => {
    const near = fc.record({ bearing: fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }), metres: fc.nat(199) });
    fc.assert(
      fc.property(near, ({ bearing, metres }) => {
        const degrees = (metres / 6_371_000) * (180 / Math.PI);
        const latitude = HERE.latitude + degrees * Math.cos(bearing);
        const longitude = HERE.longitude + (degrees * Math.sin(bearing)) / Math.cos((HERE.latitude * Math.PI) / 180);
        const [west = 0, south = 0, east = 0, up = 0] = (searchBox(HERE).match(/[\d.]+/g) ?? []).map(Number);
        expect([west <= longitude && longitude <= east, south <= latitude && latitude <= up]).toEqual([true, true]);
      }),
    );
  });
});
