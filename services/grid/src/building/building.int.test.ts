import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC } from '@linli/domain/viewer';
import { viewerWith, personId } from '@linli/testkit/viewers';
import {
  changesBy,
  COMMUNITY,
  gridSuite,
  NEXT_COMMUNITY,
  officer,
  officerElsewhere,
  rowsOf,
  streetOfficer,
  type GridSuite,
} from '../grid.suite.js';

let suite: GridSuite;
let grid: string;
let nextGrid: string;
let otherGrid: string;
beforeAll(async () => {
  suite = await gridSuite();
  const { createGrid } = changesBy(suite.as(streetOfficer));
  grid = (await createGrid()).data.createGrid.code;
  nextGrid = (await createGrid()).data.createGrid.code;
  otherGrid = (await createGrid({ community: NEXT_COMMUNITY })).data.createGrid.code;
});
afterAll(() => suite.end());

const create = (input: Record<string, unknown> = {}, viewer = officer) =>
  changesBy(suite.as(viewer)).createBuilding({ grid, ...input });
const created = async (input: Record<string, unknown> = {}): Promise<string> =>
  (await create(input)).data.createBuilding.id;
const compoundIn = async (community: string): Promise<string> =>
  (await changesBy(suite.as(streetOfficer)).createCompound({ community })).data.createCompound.id;
const update = (id: string, input: Record<string, unknown>, viewer = officer) =>
  suite.as(viewer).ask(
    `mutation ($id: ID!, $input: UpdateBuildingInput!) { updateBuilding(id: $id, input: $input) {
      number entrances floors households location { latitude longitude } grid { code } } }`,
    { id, input },
  );
const read = async (id: string) =>
  (
    await suite.as(PUBLIC).ask(
      `{ building(id: "${id}") { number entrances floors households location { latitude longitude }
        grid { code } compound { id name } chief { id } } }`,
    )
  ).data.building;
const buildingCount = async () => (await rowsOf(suite, sql`select from building`)).length;
const eventsOf = async (id: string) =>
  (await rowsOf(suite, sql<{ type: string }>`select type from outbox where aggregateid = ${id} order by position`)).map(
    (event) => event.type,
  );

describe('entering a building', () => {
  it('keeps what was said and leaves open what is not known', async () => {
    const compound = await compoundIn(COMMUNITY);
    const location = { latitude: 30.95, longitude: 117.81 };
    const known = await created({ number: ' 12号楼 ', compound, entrances: 3, floors: 18, households: 108, location });
    expect(await read(known)).toEqual({
      number: '12号楼',
      entrances: 3,
      floors: 18,
      households: 108,
      location,
      grid: { code: grid },
      compound: { id: compound, name: '滨湖小区' },
      chief: null,
    });
    expect(await read(await created())).toMatchObject({ entrances: 1, floors: null, households: null, location: null });
  });

  it('tells the other services, with its community', async () => {
    const id = await created();
    const [event] = await rowsOf(
      suite,
      sql<{ payload: unknown }>`select payload from outbox where aggregateid = ${id}`,
    );
    expect(event?.payload).toEqual({
      id,
      number: '1号楼',
      grid,
      community: COMMUNITY,
      compound: null,
      location: null,
    });
  });

  it.each([
    [{ number: '' }, 'input.number'],
    [{ entrances: 51 }, 'input.entrances'],
    [{ households: -1 }, 'input.households'],
    [{ grid: `${COMMUNITY}990` }, 'input.grid'],
    [{ compound: 'no-id' }, 'input.compound'],
    [{ compound: personId(1) }, 'input.compound'],
    [{ location: { latitude: 0, longitude: 181 } }, 'input.location.longitude'],
  ])('refuses %j, names %s and changes nothing', async (input, path) => {
    const before = await buildingCount();
    expect((await create(input)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', extensions: { path } }]);
    expect(await buildingCount()).toBe(before);
  });

  it('is refused for a compound of another community', async () => {
    const { errors } = await create({ compound: await compoundIn(NEXT_COMMUNITY) });
    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', extensions: { path: 'input.compound' } }]);
  });

  it('is for the officers of the grid', async () => {
    expect((await create({}, PUBLIC)).errors[0]?.code).toBe('UNAUTHENTICATED');
    expect((await create({}, officerElsewhere)).errors[0]?.code).toBe('FORBIDDEN');
  });
});

describe('changing a building', () => {
  it('leaves what is not named as it is, and takes off what is named null', async () => {
    const id = await created({ number: '3号楼', floors: 6, households: 36 });
    const { data } = await update(id, { floors: null, entrances: 2 });
    expect(data.updateBuilding).toMatchObject({ number: '3号楼', floors: null, entrances: 2, households: 36 });
    expect(await eventsOf(id)).toEqual(['BuildingCreated', 'BuildingChanged']);
  });

  it('is refused for what is not there, not theirs, or not a building', async () => {
    const id = await created();
    expect((await update('no-id', { floors: 3 })).errors).toMatchObject([
      { code: 'NOT_FOUND', extensions: { path: 'id' } },
    ]);
    expect((await update(personId(9), { floors: 3 })).errors[0]?.code).toBe('NOT_FOUND');
    expect((await update(id, { floors: 3 }, officerElsewhere)).errors[0]?.code).toBe('FORBIDDEN');
    expect((await update(id, { floors: 0 })).errors).toMatchObject([{ extensions: { path: 'input.floors' } }]);
    expect((await read(id)).floors).toBeNull();
  });
});

describe('moving a building to another grid', () => {
  it('takes its chief along, and tells the other services of both', async () => {
    const id = await created();
    const chief = { role: 'BUILDING_CHIEF', territory: grid, building: id };
    const post = (await changesBy(suite.as(officer)).appointToGrid(chief)).data.appointToGrid.id;
    const { data } = await update(id, { grid: nextGrid });
    expect(data.updateBuilding.grid.code).toBe(nextGrid);
    const posts = await suite
      .as(PUBLIC)
      .ask(`{ grid(code: "${nextGrid}") { posts { id territory building { id chief { id } } } } }`);
    expect(posts.data.grid.posts).toEqual([{ id: post, territory: nextGrid, building: { id, chief: { id: post } } }]);
    expect(await eventsOf(id)).toEqual(['BuildingCreated', 'BuildingMoved']);
    expect(await eventsOf(post)).toEqual(['GridPostFilled', 'GridPostMoved']);
  });

  it('leaves no chief behind who is appointed at the same time', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, created));
    await Promise.all(
      ids.flatMap((id) => [
        changesBy(suite.as(officer)).appointToGrid({ role: 'BUILDING_CHIEF', territory: grid, building: id }),
        update(id, { grid: nextGrid }),
      ]),
    );
    const leftBehind = sql`
      select from grid_post join building on building.id = grid_post.building
      where grid_post.ends_on is null and grid_post.grid <> building.grid`;
    expect(await rowsOf(suite, leftBehind)).toEqual([]);
  });

  it('leaves a chief whose post has ended with the old grid', async () => {
    const id = await created();
    const chief = { role: 'BUILDING_CHIEF', territory: grid, building: id };
    const post = (await changesBy(suite.as(officer)).appointToGrid(chief)).data.appointToGrid.id;
    await suite.as(officer).ask(`mutation { endGridPost(id: "${post}", endsOn: "2026-11-19") { id } }`);
    await update(id, { grid: nextGrid });
    expect(await rowsOf(suite, sql<{ grid: string }>`select grid from grid_post where id = ${post}`)).toEqual([
      { grid },
    ]);
  });

  it('is refused to another community, and where the mover is no officer of both grids', async () => {
    const id = await created();
    const { errors } = await update(id, { grid: otherGrid }, streetOfficer);
    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', extensions: { path: 'input.grid' } }]);
    const ofOneGrid = viewerWith('COMMUNITY_OFFICER', grid, personId(8));
    expect((await update(id, { grid: nextGrid }, ofOneGrid)).errors[0]?.code).toBe('FORBIDDEN');
    expect((await read(id)).grid.code).toBe(grid);
  });
});

describe('the buildings of a grid', () => {
  it('come by number as people count, those of its micro-grids too, with the sum of the known households', async () => {
    const { createGrid } = changesBy(suite.as(officer));
    const own = (await createGrid()).data.createGrid.code;
    const micro = (await createGrid({ kind: 'MICRO', parent: own })).data.createGrid.code;
    for (const number of ['12号楼', '2号楼', '1号楼']) await created({ grid: own, number, households: 10 });
    await created({ grid: micro, number: '3号楼' });
    const page = (after: string) =>
      suite.as(PUBLIC).ask(
        `{ grid(code: "${own}") { households buildings(first: 3${after}) {
          totalCount nodes { number } pageInfo { hasNextPage endCursor } } } }`,
      );
    const first = (await page('')).data.grid;
    expect(first.households).toBe(30);
    expect(first.buildings).toMatchObject({
      totalCount: 4,
      nodes: [{ number: '1号楼' }, { number: '2号楼' }, { number: '12号楼' }],
    });
    const second = (await page(`, after: "${first.buildings.pageInfo.endCursor}"`)).data.grid;
    expect(second.buildings).toMatchObject({ nodes: [{ number: '3号楼' }], pageInfo: { hasNextPage: false } });
  });
});

describe('a compound', () => {
  it('has the buildings and households entered for it', async () => {
    const compound = await compoundIn(COMMUNITY);
    await created({ compound, number: '2号楼', households: 20 });
    await created({ compound, number: '1号楼' });
    const { data } = await suite.as(PUBLIC).ask(
      `{ compound(id: "${compound}") { name kind propertyManagement plan households community { code }
        buildings { totalCount nodes { number } } } }`,
    );
    expect(data.compound).toEqual({
      name: '滨湖小区',
      kind: 'GATED',
      propertyManagement: 'COMPANY',
      plan: null,
      households: 20,
      community: { code: COMMUNITY },
      buildings: { totalCount: 2, nodes: [{ number: '1号楼' }, { number: '2号楼' }] },
    });
  });

  it('is changed by the officers of its community, and takes a plan on and off', async () => {
    const id = await compoundIn(COMMUNITY);
    const change = (input: Record<string, unknown>, viewer = officer) =>
      suite
        .as(viewer)
        .ask(
          `mutation ($id: ID!, $input: UpdateCompoundInput!) { updateCompound(id: $id, input: $input) { name propertyManagement plan } }`,
          { id, input },
        );
    expect((await change({ plan: '# 一院一策' })).data.updateCompound).toEqual({
      name: '滨湖小区',
      propertyManagement: 'COMPANY',
      plan: '# 一院一策',
    });
    expect((await change({ plan: null, propertyManagement: 'NONE' })).data.updateCompound).toMatchObject({
      propertyManagement: 'NONE',
      plan: null,
    });
    expect((await change({ name: '' })).errors).toMatchObject([{ extensions: { path: 'input.name' } }]);
    expect((await change({ name: '他小区' }, officerElsewhere)).errors[0]?.code).toBe('FORBIDDEN');
  });
});
