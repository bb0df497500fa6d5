import { personId } from '@linli/testkit/viewers';
import { COMMUNITY, report, resident, type CasesSuite } from '../cases.suite.js';

interface StandingBuilding {
  readonly id: string;
  readonly location: { readonly latitude: number; readonly longitude: number };
  /** The successor to which it goes. */
  readonly to: string;
}

/** A grid with buildings that is to be divided anew, and the news of that. */
export interface Division {
  readonly grid: string;
  readonly successors: readonly string[];
  readonly buildings: readonly StandingBuilding[];
  /** What a feed tells when the plan is adopted, a function a kind. */
  readonly news: Record<'closed' | 'lineage' | 'moved', () => Promise<void>>;
}

let grids = 100;
let buildings = 7000;
const nextGrid = () => `${COMMUNITY}${(grids += 1)}`;

/** A grid of which a successor takes over as many buildings as its share says; the buildings stand half a kilometre apart. */
export async function dividedGrid(suite: CasesSuite, shares: readonly number[]): Promise<Division> {
  const grid = nextGrid();
  const successors = shares.map(nextGrid);
  const standing = shares.flatMap((share, at) =>
    Array.from({ length: share }, () => standingBuilding(successors[at] as string)),
  );
  const stand = (version: number, where: (building: StandingBuilding) => string) =>
    suite.hear(
      'building',
      standing.map((building) => ({
        key: building.id,
        version,
        payload: {
          number: '1号楼',
          grid: where(building),
          community: COMMUNITY,
          compound: null,
          location: building.location,
        },
      })),
    );
  await suite.hear('grid', [gridRow(grid, 1, null)]);
  await stand(1, () => grid);
  const news = {
    closed: () =>
      suite.hear('grid', [gridRow(grid, 2, '2026-11-20'), ...successors.map((code) => gridRow(code, 1, null))]),
    lineage: () => suite.hear('gridLineage', [{ key: grid, version: 1, payload: { grid, successors } }]),
    moved: () => stand(2, ({ to }) => to),
  };
  return { grid, successors, buildings: standing, news };
}

/** Everything that is told of a division, in the order of the feed. */
export async function adopt({ news }: Division): Promise<void> {
  await news.closed();
  await news.lineage();
  await news.moved();
}

/** Reports a case of no building and gives its id. */
export async function reportedAt(
  suite: CasesSuite,
  territory: string,
  location: { latitude: number; longitude: number } | null = null,
): Promise<string> {
  return (await report(suite.as(resident), { building: null, territory, location })).data.reportCase.id;
}

function standingBuilding(to: string): StandingBuilding {
  buildings += 1;
  return { id: personId(buildings), to, location: { latitude: 30.95 + (buildings - 7000) * 0.005, longitude: 117.85 } };
}

export function gridRow(key: string, version: number, closedOn: string | null) {
  return {
    key,
    version,
    payload: { name: '网格', community: COMMUNITY, kind: 'RESIDENTIAL', closedOn, boundary: null },
  };
}
