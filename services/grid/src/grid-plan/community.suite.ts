import { Lots } from './lots.rules.js';
import type { CountedBuilding } from './planner.js';

const METRES_A_DEGREE = 111_195;

/**
 * A community of so many buildings, the same for the same seed: compounds of 20 to 60 slabs in rows, and its grids drawn by
 * hand: so many buildings in a run along the rows of a compound, whatever their households.
 */
export function inventedCommunity(seed: number, buildings: number, gridSize = 13): CountedBuilding[] {
  const lots = new Lots(seed);
  const made: CountedBuilding[] = [];
  let grid = 0;
  const across = Math.ceil(Math.sqrt(buildings / 40));
  for (let compound = 0; made.length < buildings; compound += 1) {
    const count = Math.min(buildings - made.length, 20 + Math.floor(lots.next() * 41));
    const columns = 4 + Math.floor(lots.next() * 4);
    const [west, south] = [(compound % across) * 620, Math.floor(compound / across) * 420];
    let inGrid = 0;
    let size = sizeOf(lots, gridSize);
    grid += 1;
    for (let slot = 0; slot < count; slot += 1) {
      if (inGrid === size && count - slot > gridSize / 2) {
        grid += 1;
        inGrid = 0;
        size = sizeOf(lots, gridSize);
      }
      inGrid += 1;
      const row = Math.floor(slot / columns);
      const column = row % 2 === 0 ? slot % columns : columns - 1 - (slot % columns);
      made.push({
        id: `building-${String(made.length).padStart(4, '0')}`,
        households: 8 + Math.floor(lots.next() * 29),
        location: {
          longitude: 117.8 + (west + column * 62 + lots.next() * 10) / (METRES_A_DEGREE * 0.857),
          latitude: 30.9 + (south + row * 40 + lots.next() * 8) / METRES_A_DEGREE,
        },
        compound: `compound-${compound}`,
        grid: `340705402001${String(grid).padStart(3, '0')}`,
      });
    }
  }
  return made;
}

function sizeOf(lots: Lots, usual: number): number {
  return Math.round(usual * (0.8 + lots.next() * 0.4));
}
