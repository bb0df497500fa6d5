import type { ServiceName } from '@linli/local/topology';
import type { Answer } from './city.suite.js';

/** A community as the governance query shows it. */
export interface Governance {
  readonly name: string;
  readonly gridCoverage: Readonly<Record<string, number>>;
  readonly partyCoverage: Readonly<Record<string, unknown>> | null;
  readonly units: Counted<{ readonly name: string; readonly creditCode: string }> | null;
  readonly cases: Counted<GoverningCase> | null;
  readonly grids: Counted<GoverningGrid>;
}

interface Counted<Node> {
  readonly totalCount: number;
  readonly nodes: readonly Node[];
}

interface GoverningCase {
  readonly grid: { readonly name: string; readonly branches: readonly Branch[] | null };
}

interface Branch {
  readonly name: string;
  readonly secretary: { readonly person: { readonly displayName: string } };
}

interface GoverningGrid {
  readonly code: string;
  readonly openCases: number | null;
  readonly branches: readonly { readonly name: string }[] | null;
  readonly buildings: { readonly nodes: readonly GoverningBuilding[] };
}

interface GoverningBuilding {
  readonly number: string;
  readonly openCases: number | null;
  readonly groups: readonly { readonly name: string }[] | null;
}

export function governanceOf(answer: Answer): Governance {
  return answer.data?.['area'] as Governance;
}

export function buildingsOf({ grids }: Governance): GoverningBuilding[] {
  return grids.nodes.flatMap(({ buildings }) => buildings.nodes);
}

/** What is left of a community where a service does not answer; nothing without grid, whose community it is. */
export function without(service: ServiceName, area: Governance): Governance | null {
  switch (service) {
    case 'grid':
      return null;
    case 'volunteer':
      return { ...area, units: null };
    case 'cases':
      return { ...withPlaces(area, { openCases: null }, { openCases: null }), cases: null };
    case 'organization': {
      const nodes = (area.cases?.nodes ?? []).map((one) => ({ ...one, grid: { ...one.grid, branches: null } }));
      const cases = area.cases && { ...area.cases, nodes };
      return { ...withPlaces(area, { branches: null }, { groups: null }), cases, partyCoverage: null };
    }
  }
}

/** The community as everyone sees it: how many of its cases are open depends on who asks. */
export function withoutOpenCases(area: Governance): Governance {
  return withPlaces(area, { openCases: null }, { openCases: null });
}

function withPlaces(
  area: Governance,
  ofGrid: Partial<GoverningGrid>,
  ofBuilding: Partial<GoverningBuilding>,
): Governance {
  const nodes = area.grids.nodes.map((grid) => ({
    ...grid,
    ...ofGrid,
    buildings: { nodes: grid.buildings.nodes.map((building) => ({ ...building, ...ofBuilding })) },
  }));
  return { ...area, grids: { ...area.grids, nodes } };
}

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** Whether a credit code passes the check of GB 32100-2015: all 18 characters, weighted by powers of 3, come to a multiple of 31. */
export function isCreditCode(code: string): boolean {
  const values = Array.from(code, (character) => ALPHABET.indexOf(character));
  const weighted = values.map((value, at) => value * (at === 17 ? 1 : 3 ** at % 31));
  return values.length === 18 && !values.includes(-1) && weighted.reduce((sum, value) => sum + value, 0) % 31 === 0;
}
