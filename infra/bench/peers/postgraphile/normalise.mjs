/** PostGraphile's answer in the shape of the graph: the same facts under the names of its own schema. */
export function normalise(work, { data }) {
  return SHAPES[work](data);
}

const LEVELS = ['WORKING_COMMITTEE', 'COMMUNITY_COMMITTEE', 'GENERAL_BRANCH', 'BRANCH', 'GROUP', 'MEMBER_HOUSEHOLD'];

const SHAPES = {
  W1: ({ areaByCode: area }) => ({ area: area && { grids: mapped(area.grids, gridWithCases) } }),
  W2: ({ gridByCode: grid }) => ({ grid }),
  W3: ({ areaByCode: area }) => ({
    area: area && {
      children: mapped(area.children, (street) => ({ children: mapped(street.children, communityWithFigures) })),
    },
  }),
  W4: ({ casesReportCase: { result } }) => ({ reportCase: withId(result) }),
  'W5-list': ({ volunteerOpenResourcesIn: listed }) => ({
    resources: mapped(listed, ({ offeredBy: unit, ...resource }) => ({ ...withId(resource), unit })),
  }),
  'W5-register': ({ volunteerRegisterResource: { result } }) => ({ registerResource: withId(result) }),
  W6: ({ areaByCode: area }) => ({ area: area && governance(area) }),
};

function gridWithCases({ code, name, cases }) {
  const caseOf = (reported) => ({ ...withId(reported), reportedAt: new Date(reported.reportedAt).toISOString() });
  return { code, name, cases: mapped(cases, caseOf) };
}

function communityWithFigures({ code, name, units, openCases, ...figures }) {
  return {
    code,
    name,
    gridCoverage: gridCoverageOf(figures.gridCoverage),
    partyCoverage: partyCoverageOf(figures),
    units,
    openCases: openOf(openCases),
  };
}

function governance({ name, units, cases, grids, ...figures }) {
  const levels = figures.organizations.nodes.map(({ level, count }) => ({ level, count }));
  levels.sort((one, other) => LEVELS.indexOf(one.level) - LEVELS.indexOf(other.level));
  return {
    name,
    gridCoverage: gridCoverageOf(figures.gridCoverage),
    partyCoverage: { ...partyCoverageOf(figures), organizations: levels },
    units,
    cases: { totalCount: cases.totalCount, ...mapped(cases, caseWithSecretaries) },
    grids: { totalCount: grids.totalCount, ...mapped(grids, gridWithBuildings) },
  };
}

function caseWithSecretaries({ number, status, grid: { name, branches } }) {
  const secretary = (person) => (person === null ? null : { person });
  const branchOf = (branch) => ({ name: branch.name, secretary: secretary(branch.secretaryPerson) });
  return { number, status, grid: { name, branches: branches.nodes.map(branchOf) } };
}

function gridWithBuildings({ code, openCases, branches, buildings }) {
  return {
    code,
    openCases: openOf(openCases),
    branches: branches.nodes,
    buildings: mapped(buildings, ({ number, openCases: kept, groups }) => ({
      number,
      openCases: openOf(kept),
      groups: groups.nodes,
    })),
  };
}

/** A community of which nothing was registered has no row. */
function gridCoverageOf(row) {
  if (row === null) return { compounds: 0, grids: 0, buildings: 0, households: null };
  const { compounds, grids, buildings, households, buildingsOfUnknownHouseholds: unknown } = row;
  return { compounds, grids, buildings, households: buildings > unknown ? households : null };
}

/** Public and private kinds are counted apart. */
function openOf({ nodes }) {
  return nodes.reduce((sum, { open }) => sum + open, 0);
}

function partyCoverageOf({ organizations, ...views }) {
  const [gridded] = views.gridded.nodes;
  const [housed] = views.housed.nodes;
  const sumOf = (figure) => organizations.nodes.reduce((sum, level) => sum + level[figure], 0);
  return {
    members: sumOf('members'),
    membersReported: sumOf('reported'),
    grids: gridded?.grids ?? 0,
    gridsWithBranch: gridded?.gridsWithBranch ?? 0,
    buildings: housed?.buildings ?? 0,
    buildingsWithGroup: housed?.buildingsWithGroup ?? 0,
  };
}

function mapped({ nodes }, of) {
  return { nodes: nodes.map(of) };
}

function withId({ rowId: id, ...rest }) {
  return { id, ...rest };
}
