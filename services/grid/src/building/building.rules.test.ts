import { describe, expect, it } from '@jest/globals';
import { faultInBuilding, mayStandIn, type BuildingChange } from './building.rules.js';

describe('a building', () => {
  it.each<[BuildingChange, string | null]>([
    [{}, null],
    [{ number: ' 12号楼 ' }, null],
    [{ number: ' ' }, 'input.number'],
    [{ number: null }, 'input.number'],
    [{ grid: '340705402001' }, 'input.grid'],
    [{ grid: '34070540200100101' }, null],
    [{ entrances: 1 }, null],
    [{ entrances: 50 }, null],
    [{ entrances: 0 }, 'input.entrances'],
    [{ entrances: 51 }, 'input.entrances'],
    [{ entrances: null }, 'input.entrances'],
    [{ floors: 200 }, null],
    [{ floors: 201 }, 'input.floors'],
    [{ floors: 0 }, 'input.floors'],
    [{ households: 0 }, null],
    [{ households: null }, null],
    [{ households: -1 }, 'input.households'],
    [{ households: 10_001 }, 'input.households'],
    [{ location: { latitude: 90.1, longitude: 0 } }, 'input.location.latitude'],
    [{ location: { latitude: 30.9, longitude: 117.8 } }, null],
  ])('%j: %s', (building, fault) => {
    expect(faultInBuilding(building)).toBe(fault);
  });

  it('moves within its community only', () => {
    expect(mayStandIn({ grid: '340705402001001' }, '34070540200100201')).toBe(true);
    expect(mayStandIn({ grid: '340705402001001' }, '340705402002001')).toBe(false);
  });
});
