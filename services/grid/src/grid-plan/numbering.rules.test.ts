import { describe, expect, it } from '@jest/globals';
import { inReadingOrder } from './numbering.rules.js';

const grid = (name: string, east: number, north: number) => ({
  name,
  spots: [around(-50), around(50)].map((off) => off(east, north)),
});
const around = (metres: number) => (east: number, north: number) => ({
  east: east + metres,
  north: north + metres / 2,
});
const named = (grids: ReturnType<typeof grid>[]) => inReadingOrder(grids, ({ spots }) => spots).map(({ name }) => name);

describe('the numbers of grids', () => {
  it('go from north to south, and in a row from west to east', () => {
    const grids = [
      grid('south-east', 400, 0),
      grid('north-west', 0, 300),
      grid('south-west', 0, 20),
      grid('north-east', 400, 310),
    ];
    expect(named(grids)).toEqual(['north-west', 'north-east', 'south-west', 'south-east']);
  });

  it('take as one row what lies within the depth of a grid', () => {
    expect(named([grid('east', 600, 40), grid('middle', 300, 0), grid('west', 0, 25)])).toEqual([
      'west',
      'middle',
      'east',
    ]);
  });

  it('number a single grid too', () => {
    expect(named([grid('only', 0, 0)])).toEqual(['only']);
  });
});
