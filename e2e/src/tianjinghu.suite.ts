import type { RoleHeld } from '@linli/domain/viewer';
import type { Answer, City } from './city.suite.js';

export const TIANJINGHU = '340705402001';
/** The other community of the demo city. */
export const TIANFU = '341181003010';
/** The community of the demo city whose report withholds its numbers. */
export const YAKESHI = '150782001001';
/** A community of another city, and one that is not in the national table. */
export const ELSEWHERE = '370114001012';
export const NOWHERE = '340705402998';

export const OFFICER: readonly RoleHeld[] = [{ role: 'COMMUNITY_OFFICER', territory: TIANJINGHU }];
export const RESIDENT: readonly RoleHeld[] = [{ role: 'RESIDENT', territory: TIANJINGHU }];

export const REPORT = 'mutation ($input: ReportCaseInput!) { reportCase(input: $input) { id } }';

/** Id of the case that was reported. */
export function reported(answer: Answer): string {
  const { reportCase } = answer.data as { reportCase: { id: string } };
  return reportCase.id;
}

/** What there is to say of a light that is out at a place. */
export function lightIsOut(place: { building: string } | { territory: string }) {
  const words = { title: '楼道灯不亮', description: '二楼到三楼的灯坏了，晚上看不清楼梯。' };
  return { input: { ...place, ...words, category: 'FACILITIES.LIGHTING', channel: 'WECHAT' } };
}

/** A building as anyone finds it, with its number and grid. */
export async function someBuilding(city: City): Promise<{ id: string; number: string; grid: string }> {
  const { data } = await city.ask(
    `{ grids(within: "${TIANJINGHU}", first: 1) { nodes { code buildings(first: 1) { nodes { id number } } } } }`,
  );
  const { grids } = data as { grids: { nodes: [FoundGrid] } };
  const [{ code, buildings }] = grids.nodes;
  return { ...buildings.nodes[0], grid: code };
}

interface FoundGrid {
  readonly code: string;
  readonly buildings: { readonly nodes: readonly [{ readonly id: string; readonly number: string }] };
}

/** The first branch, with a grid that it covers and the person of its secretary, as an officer finds them. */
export async function someBranch(city: City): Promise<{ id: string; name: string; grid: string; secretary: string }> {
  const { data } = await city.ask(
    `{ partyOrganizations(within: "${TIANJINGHU}", kind: TERRITORIAL, level: BRANCH, first: 1) {
      nodes { id name grids { code } secretary { person { id } } }
    } }`,
    { roles: OFFICER },
  );
  const { partyOrganizations } = data as { partyOrganizations: { nodes: [FoundBranch] } };
  const [{ id, name, grids, secretary }] = partyOrganizations.nodes;
  return { id, name, grid: grids[0].code, secretary: secretary.person.id };
}

interface FoundBranch {
  readonly id: string;
  readonly name: string;
  readonly grids: readonly [{ readonly code: string }];
  readonly secretary: { readonly person: { readonly id: string } };
}

/** The person who works the first grid, as anyone finds them on its roster. */
export async function someGridWorker(city: City): Promise<string> {
  const { data } = await city.ask(`{ grid(code: "${TIANJINGHU}001") { posts(role: GRID_WORKER) { person { id } } } }`);
  const { grid } = data as { grid: { posts: [{ person: { id: string } }] } };
  return grid.posts[0].person.id;
}
