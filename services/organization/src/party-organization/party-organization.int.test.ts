import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC } from '@linli/domain/viewer';
import {
  BUILDING,
  BUILDING_ELSEWHERE,
  BUILDINGS,
  changesBy,
  CLOSED_GRID,
  COMMUNITY,
  ELSEWHERE,
  everywhere,
  GRID,
  GRID_ELSEWHERE,
  GRIDS,
  gridWorker,
  idOf,
  officer,
  officerElsewhere,
  organizationSuite,
  refusals,
  rowsOf,
  STREET,
  streetOfficer,
  type OrganizationSuite,
} from '../organization.suite.js';

let suite: OrganizationSuite;
let top: string;
let committee: string;
beforeAll(async () => {
  suite = await organizationSuite();
  const { found } = changesBy(suite.as(streetOfficer));
  top = await idOf(found({ name: '街道党工委', level: 'WORKING_COMMITTEE', area: STREET }));
  committee = await idOf(found({ name: '天井湖社区党委', level: 'COMMUNITY_COMMITTEE', parent: top }));
});
afterAll(() => suite.end());

const by = (viewer = officer) => changesBy(suite.as(viewer));
const ENTITIES = (selection: string) => `query ($of: [_Any!]!) { _entities(representations: $of) { ${selection} } }`;

describe('the chain of party organisations', () => {
  it('goes down over any levels, and is read from the top and from below', async () => {
    const branch = await idOf(by().found({ parent: committee }));
    const group = await idOf(by().found({ name: '第一党小组', level: 'GROUP', parent: branch }));
    const { data, errors } = await suite.as(PUBLIC).ask(
      `{ group: partyOrganization(id: "${group}") { parent { id } chain { name } area { code } kind }
         top: partyOrganization(id: "${top}") { parent { id } chain { id } children { nodes { id } }
           all: descendants { totalCount nodes { name } } groups: descendants(level: GROUP) { nodes { id } } } }`,
    );
    expect(errors).toEqual([]);
    expect(data.group).toEqual({
      parent: { id: branch },
      chain: [{ name: '街道党工委' }, { name: '天井湖社区党委' }, { name: '第一党支部' }],
      area: { code: COMMUNITY },
      kind: 'TERRITORIAL',
    });
    expect(data.top).toEqual({
      parent: null,
      chain: [],
      children: { nodes: [{ id: committee }] },
      all: { totalCount: 3, nodes: [{ name: '天井湖社区党委' }, { name: '第一党支部' }, { name: '第一党小组' }] },
      groups: { nodes: [{ id: group }] },
    });
  });

  it.each(['BRANCH', 'GENERAL_BRANCH'])('puts no %s below a branch, and names what may stand there', async (level) => {
    const branch = await idOf(by().found({ parent: committee }));
    const { errors } = await by().found({ parent: branch, level });
    expect(errors).toEqual([
      expect.objectContaining({
        code: 'PARTY_LEVEL_NOT_BELOW',
        extensions: expect.objectContaining({ allowed: ['GROUP', 'MEMBER_HOUSEHOLD'], path: 'input.level' }),
      }),
    ]);
  });

  it.each([
    ['an area elsewhere', { area: ELSEWHERE }, 'input.area'],
    ['an area that is not there', { area: `${COMMUNITY.slice(0, 9)}777` }, 'input.area'],
    ['a parent that is not there', { parent: BUILDING }, 'input.parent'],
    ['a grid that is not there', { grids: [GRID, `${COMMUNITY}777`] }, 'input.grids.1'],
    ['a grid that is closed', { grids: [CLOSED_GRID] }, 'input.grids.0'],
    ['a grid elsewhere', { grids: [GRID_ELSEWHERE] }, 'input.grids.0'],
    ['a building elsewhere', { buildings: [BUILDING, BUILDING_ELSEWHERE] }, 'input.buildings.1'],
    ['a building that is none', { buildings: ['nowhere'] }, 'input.buildings.0'],
    ['a blank name', { name: '   ' }, 'input.name'],
  ])('refuses %s by its path and founds nothing', async (_, input, path) => {
    const count = async () => (await rowsOf(suite, sql`select from party_organization`)).length;
    const before = await count();
    expect(refusals(await by(officer).found(input))).toEqual([['BAD_USER_INPUT', path]]);
    expect(await count()).toBe(before);
  });

  it('does not put an organisation below one of another area', async () => {
    const { errors } = await by(everywhere).found({ parent: committee, area: ELSEWHERE });
    expect(errors.map(({ code, extensions }) => [code, extensions['path']])).toEqual([
      ['BAD_USER_INPUT', 'input.area'],
    ]);
  });

  it('is founded by officers alone', async () => {
    const answers = [await by(PUBLIC).found(), await by(gridWorker).found()];
    expect(answers.flatMap(refusals).map(([code]) => code)).toEqual(['UNAUTHENTICATED', 'FORBIDDEN']);
  });

  it('founds one of a key that comes twice', async () => {
    const twice = changesBy(suite.as(officer, { idempotencyKey: 'branch-1' }));
    const ids = await Promise.all([idOf(twice.found({ name: '钥匙支部' })), idOf(twice.found({ name: '钥匙支部' }))]);
    expect(new Set(ids).size).toBe(1);
  });

  it('reads chains, children, subtrees and counts of 1 and of 50 organisations with the same number of statements', async () => {
    const ids: string[] = [];
    for (let at = 0; at < 50; at += 1) ids.push(await idOf(by().found({ name: `支部${at}`, parent: committee })));
    const ask = (n: number) =>
      suite.as(PUBLIC).ask(
        ENTITIES(`... on PartyOrganization { name chain { name } children { totalCount nodes { id } }
          descendants { totalCount nodes { id } } memberCount reportedMemberCount grids { code } buildings { id } seats { id } }`),
        { of: ids.slice(0, n).map((id) => ({ __typename: 'PartyOrganization', id })) },
      );
    const [one, fifty] = [await ask(1), await ask(50)];
    expect(fifty.data._entities).toHaveLength(50);
    // Itself, its chain, two lists with a total each, counts, grids, buildings, seats.
    expect([one.statements.length, fifty.statements.length]).toEqual([10, 10]);
  });

  it('lists an area by level, kind and words of the name, page by page', async () => {
    const { data } = await suite.as(PUBLIC).ask(
      `{ one: partyOrganizations(within: "34", level: COMMUNITY_COMMITTEE) { totalCount nodes { name } }
         none: partyOrganizations(within: "34", kind: FUNCTIONAL) { totalCount }
         words: partyOrganizations(within: "34", nameContains: "支部4") { totalCount }
         wild: partyOrganizations(within: "34", nameContains: "%") { totalCount }
         page: partyOrganizations(within: "34", nameContains: "支部4", first: 7) { nodes { name } pageInfo { endCursor hasNextPage } } }`,
    );
    expect([data.one, data.none, data.words, data.wild]).toEqual([
      { totalCount: 1, nodes: [{ name: '天井湖社区党委' }] },
      { totalCount: 0 },
      { totalCount: 11 },
      { totalCount: 0 },
    ]);
    const rest = await suite
      .as(PUBLIC)
      .ask(
        'query ($after: String) { partyOrganizations(within: "34", nameContains: "支部4", after: $after) { nodes { name } } }',
        {
          after: data.page.pageInfo.endCursor,
        },
      );
    const names = [...data.page.nodes, ...rest.data.partyOrganizations.nodes].map(({ name }: { name: string }) => name);
    expect(new Set(names).size).toBe(11);
  });
});

describe('what organisations cover', () => {
  const branchesOf = async (grid: string): Promise<string[]> => {
    const { data } = await suite
      .as(PUBLIC)
      .ask(ENTITIES('... on Grid { branches { id } }'), { of: [{ __typename: 'Grid', code: grid }] });
    return data._entities[0].branches.map(({ id }: { id: string }) => id);
  };
  const change = (mutation: string, id: string, rest: string, viewer = officer) =>
    suite
      .as(viewer)
      .ask(`mutation { ${mutation}(organization: "${id}", ${rest}) { id grids { code } buildings { id } } }`);

  it('lets one branch cover 19 grids and many branches one grid, read with the same few statements', async () => {
    const wide = await idOf(by().found({ name: '十九网格支部', parent: committee, grids: GRIDS.slice(0, 19) }));
    const others: string[] = [];
    for (let at = 0; at < 11; at += 1) others.push(await idOf(by().found({ name: `驻网格支部${at}`, grids: [GRID] })));
    const secretary = await idOf(by().register({ name: '李大海' }));
    for (const id of [wide, ...others]) await idOf(by().appoint({ person: secretary, partyOrganization: id }));
    const ask = (grids: readonly string[]) =>
      suite.as(PUBLIC).ask(ENTITIES('... on Grid { branches { name secretary { person { displayName } } } }'), {
        of: grids.map((code) => ({ __typename: 'Grid', code })),
      });
    const [one, all] = [await ask([GRID]), await ask(GRIDS)];
    expect(one.data._entities[0].branches).toHaveLength(12);
    expect(one.data._entities[0].branches[0]).toEqual({
      name: '十九网格支部',
      secretary: { person: { displayName: '李**' } },
    });
    expect(all.data._entities.map(({ branches }: { branches: unknown[] }) => branches.length)).toEqual([
      12,
      ...Array<number>(18).fill(1),
      ...Array<number>(31).fill(0),
    ]);
    // Branches, secretaries, and a session of four for the people.
    expect([one.statements.length, all.statements.length]).toEqual([6, 6]);
  });

  it('covers from a day on and until the day before another', async () => {
    const grid = GRIDS[30] as string;
    const id = await idOf(by().found({ name: '有期支部' }));
    await change('coverTerritory', id, `grids: ["${grid}"], buildings: ["${BUILDING}"], on: "2026-11-21"`);
    expect(await branchesOf(grid)).toEqual([]);
    const { data } = await change('coverTerritory', id, `grids: ["${grid}"]`);
    expect(data.coverTerritory).toMatchObject({ grids: [{ code: grid }], buildings: [] });
    expect(await branchesOf(grid)).toEqual([id]);
    await change('uncoverTerritory', id, `grids: ["${grid}"], on: "2026-11-22"`);
    expect(await branchesOf(grid)).toEqual([id]);
    await change('coverTerritory', id, `grids: ["${grid}"], on: "2026-11-21"`);
    const terms = await rowsOf(
      suite,
      sql`select starts_on, ends_on from organization_grid where organization = ${id} order by 1`,
    );
    expect(terms).toEqual([
      { starts_on: '2026-11-20', ends_on: '2026-11-20' },
      { starts_on: '2026-11-21', ends_on: null },
    ]);
    await change('uncoverTerritory', id, `grids: ["${grid}"]`);
    expect(await branchesOf(grid)).toEqual([]);
  });

  it.each([
    ['a grid elsewhere', `grids: ["${GRID_ELSEWHERE}"]`, 'grids.0'],
    ['a building that is not there', `buildings: ["${personOf(9)}"]`, 'buildings.0'],
    ['nothing at all', 'grids: []', 'grids'],
  ])('refuses to cover %s', async (_, rest, path) => {
    const id = await idOf(by().found());
    expect(refusals(await change('coverTerritory', id, rest))).toEqual([['BAD_USER_INPUT', path]]);
  });

  it('hides from officers elsewhere that there is something to change', async () => {
    const id = await idOf(by().found());
    const answer = await change('coverTerritory', id, `grids: ["${GRID}"]`, officerElsewhere);
    expect(refusals(answer)).toEqual([['NOT_FOUND', 'organization']]);
  });

  it('tells other services what is covered, with rising versions', async () => {
    const id = await idOf(by().found({ grids: [GRID] }));
    await change('coverTerritory', id, `buildings: ["${BUILDING}"]`);
    const rows = await rowsOf<{ type: string; version: string; payload: Record<string, unknown> }>(
      suite,
      sql`select type, version::text, payload from outbox where aggregateid = ${id} order by position`,
    );
    expect(rows.map(({ type, version, payload }) => [type, version, payload['grids'], payload['buildings']])).toEqual([
      ['PartyOrganizationFounded', '1', [GRID], []],
      ['TerritoryCovered', '2', [GRID], [BUILDING]],
    ]);
  });

  it('counts how far the organisations of 1 and of 50 areas reach with one statement', async () => {
    const before = await coverage([COMMUNITY]);
    await idOf(by().found({ name: '楼栋小组', level: 'GROUP', buildings: BUILDINGS.slice(0, 3), grids: [GRIDS[40]] }));
    await idOf(by().found({ name: '商圈支部', kind: 'BUSINESS_DISTRICT' }));
    const after = await coverage([COMMUNITY]);
    const levels = (figures: { organizations: { level: string; count: number }[] }) =>
      Object.fromEntries(figures.organizations.map(({ level, count }) => [level, count]));
    expect(after.figures[0]).toMatchObject({ grids: 50, gridsWithBranch: 19, buildings: 50, buildingsWithGroup: 3 });
    expect(levels(after.figures[0])).toEqual({
      ...levels(before.figures[0]),
      GROUP: (levels(before.figures[0])['GROUP'] ?? 0) + 1,
    });
    const many = await coverage([
      STREET,
      ...Array.from({ length: 49 }, (_, at) => `3407054${String(at).padStart(2, '0')}`),
    ]);
    expect([after.statements, many.statements]).toEqual([1, 1]);
  });

  async function coverage(codes: readonly string[]) {
    const { data, errors, statements } = await suite.as(PUBLIC).ask(
      ENTITIES(`... on Area { partyCoverage { organizations { level count } members membersReported grids gridsWithBranch
        buildings buildingsWithGroup } }`),
      { of: codes.map((code) => ({ __typename: 'Area', code })) },
    );
    expect(errors).toEqual([]);
    return {
      figures: data._entities.map(({ partyCoverage }: { partyCoverage: unknown }) => partyCoverage),
      statements: statements.length,
    };
  }
});

function personOf(n: number): string {
  return `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
}
