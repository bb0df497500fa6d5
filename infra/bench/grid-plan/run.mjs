/**
 * The planner on Tianjinghu and on 5,000 buildings, after `npm run build`: `node infra/bench/grid-plan/run.mjs`. Prints a line a
 * plan, and exits with 1 where one breaks a bound.
 */
import { buildTown } from '../../demo/dist/town.js';
import { planGrids } from '../../../services/grid/dist/grid-plan/planner.js';

const TARGET = 258;
const GRIDS = 19;
const MOST_MS = { tianjinghu: 2_000, large: 60_000 };
const ADDED_HOUSEHOLDS = 60;
const LARGE = { buildings: 5_000, across: 5, degreesApart: 0.04 };

const town = buildTown().buildings;
const today = town.map((building, index) =>
  facts(building, index, `340705402001${String(building.grid + 1).padStart(3, '0')}`),
);
let isWithinBounds = true;

tell('from nothing', timed(today.map((building) => ({ ...building, grid: null }))), {
  grids: GRIDS,
  mostMs: MOST_MS.tianjinghu,
});
tell('from its own grids', timed(today), { grids: GRIDS, moves: 0, mostMs: MOST_MS.tianjinghu });
for (const place of [0, 90, 200]) {
  const beside = today[place];
  const location = { ...beside.location, latitude: beside.location.latitude + 0.0001 };
  const added = { ...beside, id: 'added', households: ADDED_HOUSEHOLDS, location };
  tell(`with a building of 60 households added to ${beside.grid}`, timed([...today, added]), {
    grids: GRIDS,
    mostMs: MOST_MS.tianjinghu,
  });
}
tell('5,000 buildings', timed(largeCommunity()), { mostMs: MOST_MS.large });
process.exitCode = isWithinBounds ? 0 : 1;

function timed(buildings) {
  const start = performance.now();
  const plan = planGrids(buildings, TARGET);
  return { plan, ms: Math.round(performance.now() - start), buildings: buildings.length };
}

function tell(name, { plan, ms, buildings }, { grids, moves, mostMs }) {
  const off = plan.grids.filter((grid) => grid.shortfall !== null).length;
  const isKept = (grids ?? plan.grids.length) === plan.grids.length && (moves ?? plan.moves) === plan.moves;
  isWithinBounds &&= isKept && ms <= mostMs;
  console.log(
    `${name}: ${buildings} buildings in ${plan.grids.length} grids, imbalance ${plan.imbalance.toFixed(3)}, ` +
      `${plan.moves} moves, ${plan.grids.filter((grid) => grid.isUnchanged).length} unchanged, ${off} off by more than 15 %, ${ms} ms`,
  );
}

/** Tianjinghu over and over, side by side, with the grids of each as they are but for households drawn upon the next. */
function largeCommunity() {
  return Array.from({ length: LARGE.buildings }, (_, index) => {
    const copy = Math.floor(index / town.length);
    const building = today[index % town.length];
    return {
      ...building,
      id: `${String(copy).padStart(2, '0')}-${building.id}`,
      households: today[(index * 7) % town.length].households,
      compound: `${copy}-${building.compound}`,
      grid: `${copy}-${building.grid}`,
      location: {
        latitude: building.location.latitude + Math.floor(copy / LARGE.across) * LARGE.degreesApart,
        longitude: building.location.longitude + (copy % LARGE.across) * LARGE.degreesApart,
      },
    };
  });
}

function facts({ households, village, location }, index, grid) {
  return { id: String(index).padStart(4, '0'), households, compound: String(village), location, grid };
}
