import type { Envelope } from '@linli/persistence/envelope';
import { rangeOf } from '@linli/domain/territory';
import { REFERENCES } from './reference-statements.js';
import type { Asks } from './reference-statements.js';

type Of<Value> = Readonly<Record<string, Value>>;
interface Branch {
  readonly id: string;
  readonly name: string;
}
interface Sealed {
  readonly person: string;
  readonly name: string;
  readonly key: string;
}

/** The right answer to the Governance query for an officer of the community, who may read names and counts private kinds. */
export async function governanceOf(ask: Asks, community: string, today: string, envelope: Envelope): Promise<unknown> {
  const { from, until } = rangeOf(community);
  const [[self]] = (await ask('grid', REFERENCES.communitiesByStreet, [from, until])) as [[{ gridCoverage: unknown }]];
  const party = (await ask('organization', REFERENCES.partyCoverage, [from, until, today])) as Of<object>;
  const cases = (await ask('cases', REFERENCES.casesOfCommunity, [community])) as {
    totalCount: number;
    nodes: { number: string; status: string; grid: string }[];
  };
  const grids = (await ask('grid', REFERENCES.gridsOfCommunity, [community, today, 50])) as {
    code: string;
    name: string;
  }[];
  const buildings = (await ask('grid', REFERENCES.buildings, [community])) as Of<{ id: string; number: string }[]>;
  const openByGrid = (await ask('cases', REFERENCES.openByGrid, [community])) as Of<number>;
  const openByBuilding = (await ask('cases', REFERENCES.openByBuilding, [community])) as Of<number>;
  const branches = (await ask('organization', REFERENCES.branches, [community])) as Of<Branch[]>;
  const groups = (await ask('organization', REFERENCES.groups, [community])) as Of<{ name: string }[]>;
  const secretaries = (await ask('organization', REFERENCES.secretaries, [community])) as Of<Sealed>;

  const gridOf = (code: string) => ({
    name: grids.find((grid) => grid.code === code)?.name,
    branches: (branches[code] ?? []).map(({ id, name }) => {
      const secretary = secretaries[id];
      return { name, secretary: secretary && { person: { displayName: nameOf(secretary, envelope) } } };
    }),
  });
  const buildingOf = ({ id, number }: { id: string; number: string }) => ({
    number,
    openCases: openByBuilding[id] ?? 0,
    groups: groups[id] ?? [],
  });
  return {
    area: {
      name: await ask('grid', REFERENCES.areaName, [community]),
      gridCoverage: self.gridCoverage,
      partyCoverage: { ...party[community], organizations: await ask('organization', REFERENCES.levels, [community]) },
      units: await ask('volunteer', REFERENCES.units, [community]),
      cases: {
        totalCount: cases.totalCount,
        nodes: cases.nodes.map(({ number, status, grid }) => ({ number, status, grid: gridOf(grid) })),
      },
      grids: {
        totalCount: grids.length,
        nodes: grids.map(({ code }) => ({
          code,
          openCases: openByGrid[code] ?? 0,
          branches: (branches[code] ?? []).map(({ name }) => ({ name })),
          buildings: { nodes: (buildings[code] ?? []).map(buildingOf) },
        })),
      },
    },
  };
}

function nameOf({ person, name, key }: Sealed, envelope: Envelope): string {
  const recordKey = envelope.recordKey(person, Buffer.from(key, 'base64'));
  return envelope.open(recordKey, { table: 'person', id: person, field: 'name' }, Buffer.from(name, 'base64'));
}
