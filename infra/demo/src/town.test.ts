import { describe, expect, test } from '@jest/globals';
import { metresOf } from './ground.js';
import type { Metres, Position } from './ground.js';
import { LAKE, MIDDLE, TIANJINGHU } from './tianjinghu.js';
import { buildTown } from './town.js';

const town = buildTown();
const onPlan = (position: Position) => metresOf(position, MIDDLE);
const householdsOf = (grid: number) =>
  town.buildings.filter((building) => building.grid === grid).reduce((sum, { households }) => sum + households, 0);

describe('the town of Tianjinghu', () => {
  test('has the four villages, 19 grids, 245 buildings and 4,900 households of its report', () => {
    expect(town.villages.map(({ name }) => name)).toEqual(['天桥新村', '五松西村', '井湖村', '车站新村']);
    expect(town.grids).toHaveLength(19);
    expect(town.buildings).toHaveLength(245);
    expect(town.buildings.reduce((sum, { households }) => sum + households, 0)).toBe(4_900);
  });

  test('is the same town whenever it is built', () => {
    expect(buildTown()).toEqual(town);
  });

  test('has grids of 245 to 270 households, neither too large nor too small', () => {
    const households = town.grids.map((_, grid) => householdsOf(grid));
    expect(Math.min(...households)).toBeGreaterThanOrEqual(245);
    expect(Math.max(...households)).toBeLessThanOrEqual(270);
    expect(new Set(households).size).toBeGreaterThan(5);
  });

  test('has buildings of 8 to 40 households, never more than they have flats', () => {
    const wrong = town.buildings.filter(
      ({ households, entrances, floors }) => households < 8 || households > 40 || households > entrances * floors * 2,
    );
    expect(wrong).toEqual([]);
  });

  test('numbers the buildings of a village from 1, each number once', () => {
    const numbers = town.buildings.filter(({ village }) => village === 0).map(({ number }) => number);
    expect(numbers).toEqual(numbers.map((_, index) => `${index + 1}号楼`));
    expect(new Set(town.buildings.map(({ village, number }) => `${village} ${number}`)).size).toBe(245);
  });

  test('leaves twenty metres between any two buildings', () => {
    const places = town.buildings.map(({ location }) => onPlan(location));
    const distances = places.flatMap((a, index) => places.slice(index + 1).map((b) => distance(a, b)));
    expect(Math.min(...distances)).toBeGreaterThan(20);
  });

  test('lies within the 7.7 square kilometres about its lake, and not in the lake', () => {
    const radius = Math.sqrt((TIANJINGHU.squareKilometres * 1_000_000) / Math.PI);
    const places = town.grids.flatMap(({ boundary }) => boundary.map(onPlan));
    expect(Math.max(...places.map((place) => distance(place, { east: 0, north: 0 })))).toBeLessThan(radius);
    expect(places.filter(({ east, north }) => (east / LAKE.east) ** 2 + (north / LAKE.north) ** 2 <= 1)).toEqual([]);
  });

  test('draws around each grid a closed ring that holds its buildings and no others', () => {
    const rings = town.grids.map(({ boundary }) => boundary.map(onPlan));
    expect(rings.filter((ring) => distance(ring[0] as Metres, ring.at(-1) as Metres) > 0)).toEqual([]);
    const around = town.buildings.map(({ location }) =>
      rings.flatMap((ring, grid) => (isInside(ring, onPlan(location)) ? [grid] : [])),
    );
    expect(around).toEqual(town.buildings.map(({ grid }) => [grid]));
  });

  test('gives no ground to two grids', () => {
    const rings = town.grids.map(({ boundary }) => boundary.map(onPlan));
    const overlapping = rings.flatMap((a, index) => rings.slice(index + 1).filter((b) => doOverlap(a, b)));
    expect(overlapping).toEqual([]);
  });
});

function distance(a: Metres, b: Metres): number {
  return Math.hypot(a.east - b.east, a.north - b.north);
}

/** On the left of every edge, as the rings run counter-clockwise. */
function isInside(ring: readonly Metres[], place: Metres): boolean {
  return edgesOf(ring).every(([from, to]) => cross(from, to, place) > 0);
}

/** Two convex rings share ground unless an edge of one has the other wholly on its far side. */
function doOverlap(a: readonly Metres[], b: readonly Metres[]): boolean {
  const hasOutside = (ring: readonly Metres[], other: readonly Metres[]) =>
    edgesOf(ring).some(([from, to]) => other.every((place) => cross(from, to, place) / distance(from, to) < 0.2));
  return !hasOutside(a, b) && !hasOutside(b, a);
}

function edgesOf(ring: readonly Metres[]): [Metres, Metres][] {
  return ring.slice(1).map((to, index) => [ring[index] as Metres, to]);
}

function cross(from: Metres, to: Metres, place: Metres): number {
  return (to.east - from.east) * (place.north - from.north) - (to.north - from.north) * (place.east - from.east);
}
