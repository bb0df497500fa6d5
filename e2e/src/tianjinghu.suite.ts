import type { RoleHeld } from '@linli/domain/viewer';
import type { Answer, City } from './city.suite.js';

export const TIANJINGHU = '340705402001';
/** A community of another city, and one that is not in the national table. */
export const ELSEWHERE = '370114001012';
export const NOWHERE = '340705402998';

export const OFFICER: readonly RoleHeld[] = [{ role: 'COMMUNITY_OFFICER', territory: TIANJINGHU }];
export const RESIDENT: readonly RoleHeld[] = [{ role: 'RESIDENT', territory: TIANJINGHU }];

/** The community as the first query shows it. */
export interface AreaAnswer {
  readonly gridCoverage: Readonly<Record<string, unknown>>;
  readonly openCases: number | null;
  readonly grids: { readonly nodes: readonly GridAnswer[] };
  readonly cases: { readonly nodes: readonly unknown[] } | null;
}

interface GridAnswer {
  readonly code: string;
  readonly openCases: number | null;
  readonly buildings: { readonly nodes: readonly { number: string; openCases: number | null }[] };
}

export function areaOf(answer: Answer): AreaAnswer {
  return answer.data?.['area'] as AreaAnswer;
}

export function buildingsOf(area: AreaAnswer) {
  return area.grids.nodes.flatMap(({ buildings }) => buildings.nodes);
}

/** What is left of the first query's answer where nothing is known of cases. */
export function withoutCases(area: AreaAnswer): AreaAnswer {
  const grids = area.grids.nodes.map((grid) => ({
    ...grid,
    openCases: null,
    buildings: { nodes: grid.buildings.nodes.map((building) => ({ ...building, openCases: null })) },
  }));
  return { ...area, openCases: null, cases: null, grids: { nodes: grids } };
}

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
