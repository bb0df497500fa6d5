import { describe, expect, it } from '@jest/globals';
import { inventedCommunity } from './community.suite.js';
import { divided } from './division.rules.js';
import { spotsOf } from './ground.rules.js';
import { scoreOf } from './partition.rules.js';
import { dividedByCurve, dividedByMeans } from './peers.suite.js';
import { piecesOf } from './pieces.rules.js';
import { gridsFor, householdsOf, imbalanceOf, type Division, type Site } from './plan-objective.rules.js';
import { sitesOf } from './planner.js';

const TARGET = 280;
const SEEDS = Array.from({ length: 20 }, (_, seed) => seed + 1);

describe('planned grids of 20 communities of 100 to 400 buildings', () => {
  const communities = SEEDS.map((seed) => {
    const buildings = inventedCommunity(seed, 100 + Math.round((seed - 1) * (300 / 19)));
    const spots = spotsOf(buildings);
    const sites = sitesOf(buildings, spots);
    const grids = gridsFor(householdsOf(sites), TARGET, sites.length);
    const tell = (division: Division) => ({ division, score: scoreOf(sites, division) });
    const peers = [dividedByMeans(sites, spots, grids), dividedByCurve(sites, spots, grids)].map(tell);
    return { seed, sites, planned: tell(divided(sites, grids)), peers };
  });

  it('are each in one piece, and within 15 % of the mean', () => {
    const pieces = communities.map(({ sites, planned }) => mostPieces(sites, planned.division));
    expect(new Set(pieces)).toEqual(new Set([1]));
    expect(communities.map(({ planned }) => planned.score.outside)).toEqual(SEEDS.map(() => 0));
  });

  it('are no less balanced than by k-means or along a space-filling curve', () => {
    const worse = communities.filter(({ planned, peers }) =>
      peers.some((peer) => imbalanceOf(planned.score) > imbalanceOf(peer.score)),
    );
    expect(worse.map(({ seed }) => seed)).toEqual([]);
  });

  it('move at least 30 % fewer buildings than by k-means or along a space-filling curve', () => {
    const more = communities.filter(({ planned, peers }) =>
      peers.some((peer) => planned.score.moves > 0.7 * peer.score.moves),
    );
    expect(more.map(({ seed }) => seed)).toEqual([]);
  });

  it('are compared with peers that are in one piece each too', () => {
    const pieces = communities.flatMap(({ sites, peers }) => peers.map((peer) => mostPieces(sites, peer.division)));
    expect(new Set(pieces)).toEqual(new Set([1]));
  });
});

function mostPieces(sites: readonly Site[], division: Division): number {
  return Math.max(...division.map((members) => piecesOf(members.map((index) => sites[index] as Site)).length));
}
