import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildingIndex, BUILDINGS_OF_GRID, cityOf, communitiesOf, gridCode, GRIDS_OF_COMMUNITY } from './city.js';

describe('the city that is generated', () => {
  it('has what is named at scale 1', () => {
    const city = cityOf(1);
    expect([city.communities.length, city.units, city.resources, city.cases]).toEqual([300, 500, 5_000, 1_000_000]);
  });

  it.each([
    [0.1, [30]],
    [1, [150, 150]],
    [3, [150, 150, 150, 150, 150, 150]],
  ])('has districts of 150 communities at the most, at scale %d', (scale, sizes) => {
    const byDistrict = Map.groupBy(cityOf(scale).communities, (community) => community.slice(0, 6));
    expect([...byDistrict.values()].map((communities) => communities.length)).toEqual(sizes);
  });

  it('has no more than 15 communities in a street, so that W3 asks for all of them', () => {
    const byStreet = Map.groupBy(cityOf(1).communities, (community) => community.slice(0, 9));
    expect([...byStreet.values()].map((communities) => communities.length)).toEqual(
      Array.from({ length: 20 }, () => 15),
    );
  });

  it('writes into a district that nobody asks about', () => {
    const { communities, writable } = cityOf(10);
    const asked = new Set(communities.map((community) => community.slice(0, 6)));
    expect(writable.map((community) => asked.has(community.slice(0, 6)))).toEqual([false, false]);
  });

  it('gives no code to two places', () => {
    const codes = communitiesOf(cityOf(1)).flatMap((community) =>
      Array.from({ length: GRIDS_OF_COMMUNITY }, (_, grid) => gridCode(community, grid)),
    );
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.every((code) => /^[0-9]{15}$/.test(code))).toBe(true);
  });

  it('numbers no two buildings alike', () => {
    const place = fc.record({
      community: fc.nat(3_000),
      grid: fc.nat(GRIDS_OF_COMMUNITY - 1),
      building: fc.nat(BUILDINGS_OF_GRID - 1),
    });
    fc.assert(
      fc.property(place, place, (a, b) => {
        const same = JSON.stringify(a) === JSON.stringify(b);
        expect(indexOf(a) === indexOf(b)).toBe(same);
      }),
    );
  });
});

const indexOf = ({ community, grid, building }: { community: number; grid: number; building: number }) =>
  buildingIndex(community, grid, building);
