import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import {
  activeUnit,
  applicant,
  apply,
  CLOSED_GRID,
  codesOf,
  COMMUNITY,
  CONFIRM,
  creditCode,
  ELSEWHERE,
  eventsOf,
  GRID,
  GRID_NEXT_DOOR,
  NEXT_COMMUNITY,
  NOBODY,
  officer,
  officerElsewhere,
  officerNextDoor,
  representativeOf,
  resident,
  STREET,
  volunteerSuite,
  type VolunteerSuite,
} from '../volunteer.suite.js';

let suite: VolunteerSuite;
beforeAll(async () => {
  suite = await volunteerSuite();
});
afterAll(() => suite.end());

const applied = async (input: Record<string, unknown> = {}): Promise<string> =>
  (await apply(suite.as(applicant), input)).data.applyAsUnit.id;
const confirm = (viewer: Viewer, id: string) => suite.as(viewer).ask(CONFIRM, { id });
const reject = (viewer: Viewer, id: string, reason = '材料不全') =>
  suite
    .as(viewer)
    .ask('mutation ($id: ID!, $reason: String!) { rejectUnit(id: $id, reason: $reason) { status } }', { id, reason });
const report = (viewer: Viewer, unit: string, community: string) =>
  suite
    .as(viewer)
    .ask(
      'mutation ($unit: ID!, $community: TerritoryCode!) { reportUnitToCommunity(unit: $unit, community: $community) { communities { code } } }',
      {
        unit,
        community,
      },
    );
const draw = (viewer: Viewer, unit: string, grids: string[]) =>
  suite
    .as(viewer)
    .ask(
      'mutation ($unit: ID!, $grids: [TerritoryCode!]!) { drawUnitIntoGrids(unit: $unit, grids: $grids) { grids { code } } }',
      {
        unit,
        grids,
      },
    );

describe('applying as a unit', () => {
  it('registers the unit with the community, to be confirmed there', async () => {
    const answer = await apply(suite.as(applicant), { name: ' 市公交公司 ', creditCode: '91340700MA2XHXL350' });
    expect(answer.errors).toEqual([]);
    expect(answer.data.applyAsUnit).toEqual({
      id: expect.any(String),
      name: '市公交公司',
      creditCode: '91340700MA2XHXL350',
      kind: 'STATE_ENTERPRISE',
      status: 'APPLIED',
      communities: [{ code: COMMUNITY }],
      grids: [],
    });
  });

  it('refuses a credit code whose check character is wrong, by its path and without repeating it', async () => {
    const answer = await apply(suite.as(applicant), { creditCode: '91350100M000100Y44' });
    expect(codesOf(answer)).toEqual([['BAD_USER_INPUT', 'input.creditCode']]);
    expect(JSON.stringify(answer.errors)).not.toContain('91350100M000100Y44');
  });

  it('refuses what has not even the form of a credit code, without repeating it', async () => {
    const answer = await apply(suite.as(applicant), { creditCode: '91350100M000100Y4Z' });
    expect(answer.errors.map(({ code }) => code)).toEqual(['BAD_USER_INPUT']);
    expect(JSON.stringify(answer.errors)).not.toContain('91350100M000100Y4Z');
  });

  it.each([
    ['a community that is not there', { community: '340705402099' }, 'input.community'],
    ['a street in place of a community', { community: STREET }, 'input.community'],
    ['an empty name', { name: '  ' }, 'input.name'],
    ['a phone number in the name', { name: '公交 13800138000' }, 'input.name'],
  ])('refuses %s', async (_, input, path) => {
    expect(codesOf(await apply(suite.as(applicant), input))).toEqual([['BAD_USER_INPUT', path]]);
  });

  it('refuses a second unit of one credit code, also at the same time, until the first is turned away', async () => {
    const code = creditCode(900);
    const answers = await Promise.all([1, 2, 3].map(() => apply(suite.as(applicant), { creditCode: code })));
    const first = answers.find(({ errors }) => errors.length === 0)?.data.applyAsUnit.id as string;
    expect(answers.flatMap(({ errors }) => errors.map((error) => [error.code, error.extensions['unit']]))).toEqual([
      ['UNIT_ALREADY_REGISTERED', first],
      ['UNIT_ALREADY_REGISTERED', first],
    ]);
    await reject(officer, first);
    expect((await apply(suite.as(applicant), { creditCode: code })).errors).toEqual([]);
  });

  it('makes one unit of a key that comes twice', async () => {
    const client = suite.as(applicant, { idempotencyKey: 'apply-1' });
    const input = { name: '一次', creditCode: creditCode(901) };
    const [once, again] = [await apply(client, input), await apply(client, input)];
    expect(again.data.applyAsUnit.id).toBe(once.data.applyAsUnit.id);
  });

  it('is for whoever is signed in, not for the public', async () => {
    expect(codesOf(await apply(suite.as(PUBLIC)))[0]?.[0]).toBe('UNAUTHENTICATED');
  });
});

describe('confirming a unit', () => {
  it('is done once, by an officer of the community', async () => {
    const id = await applied();
    const answers = await Promise.all([confirm(officer, id), confirm(officer, id)]);
    expect(answers.flatMap(({ errors }) => errors.map(({ code }) => code))).toEqual(['UNIT_MOVE_NOT_ALLOWED']);
    expect((await reject(officer, id)).errors[0]?.code).toBe('UNIT_MOVE_NOT_ALLOWED');
    const { data } = await suite.as(PUBLIC).ask(`{ unit(id: "${id}") { status } }`);
    expect(data.unit.status).toBe('ACTIVE');
  });

  it('is not for officers of another place, residents, or the unit itself', async () => {
    const id = await applied();
    const viewers = [officerElsewhere, officerNextDoor, resident, representativeOf(id), PUBLIC];
    const answers = await Promise.all(viewers.map((viewer) => confirm(viewer, id)));
    expect(answers.map(({ errors }) => errors[0]?.code)).toEqual([
      'FORBIDDEN',
      'FORBIDDEN',
      'FORBIDDEN',
      'FORBIDDEN',
      'UNAUTHENTICATED',
    ]);
    expect((await suite.as(PUBLIC).ask(`{ unit(id: "${id}") { status } }`)).data.unit.status).toBe('APPLIED');
  });

  it('finds no unit that is not there, nor under what is no id', async () => {
    const answers = await Promise.all([confirm(officer, NOBODY), confirm(officer, 'nobody')]);
    expect(answers.map(codesOf)).toEqual([[['NOT_FOUND', 'id']], [['NOT_FOUND', 'id']]]);
  });

  it('turns a unit away with a reason that holds nobody’s number', async () => {
    const id = await applied();
    expect(codesOf(await reject(officer, id, '请联系 13800138000'))).toEqual([['BAD_USER_INPUT', 'reason']]);
    expect((await reject(officer, id)).data.rejectUnit.status).toBe('REJECTED');
  });
});

describe('where a unit reports', () => {
  it('is its community and any other that it reports to itself, or that has it report', async () => {
    const unit = await activeUnit(suite);
    await report(representativeOf(unit), unit, NEXT_COMMUNITY);
    const { data } = await report(officerElsewhere, unit, ELSEWHERE);
    expect(data.reportUnitToCommunity.communities.map(({ code }: { code: string }) => code)).toEqual([
      COMMUNITY,
      NEXT_COMMUNITY,
      ELSEWHERE,
    ]);
  });

  it('changes nothing where it reports already', async () => {
    const unit = await activeUnit(suite);
    const before = await eventsOf(suite, unit);
    expect((await report(officer, unit, COMMUNITY)).errors).toEqual([]);
    expect(await eventsOf(suite, unit)).toEqual(before);
  });

  it('is no affair of other units or of officers of a third place', async () => {
    const unit = await activeUnit(suite);
    const answers = [
      await report(officer, unit, NEXT_COMMUNITY),
      await report(representativeOf(NOBODY), unit, NEXT_COMMUNITY),
    ];
    expect(answers.map(({ errors }) => errors[0]?.code)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
  });

  it('is not asked of a unit that nobody has confirmed', async () => {
    const unit = await applied();
    expect((await report(representativeOf(unit), unit, NEXT_COMMUNITY)).errors[0]?.code).toBe('UNIT_NOT_ACTIVE');
  });
});

describe('drawing a unit into grids', () => {
  it('adds open grids of the communities that it reports to', async () => {
    const unit = await activeUnit(suite);
    expect((await draw(officer, unit, [GRID, GRID])).data.drawUnitIntoGrids.grids).toEqual([{ code: GRID }]);
    await report(officerNextDoor, unit, NEXT_COMMUNITY);
    const { data } = await draw(officerNextDoor, unit, [GRID_NEXT_DOOR]);
    expect(data.drawUnitIntoGrids.grids).toEqual([{ code: GRID }, { code: GRID_NEXT_DOOR }]);
    const known = await suite
      .as(PUBLIC)
      .ask(`query ($of: [_Any!]!) { _entities(representations: $of) { ... on Grid { units { id } } } }`, {
        of: [{ __typename: 'Grid', code: GRID_NEXT_DOOR }],
      });
    expect(known.data._entities[0].units).toEqual([{ id: unit }]);
  });

  it.each([
    ['a grid that is not there', ['340705402001099'], 'BAD_USER_INPUT', 'grids.0'],
    ['a grid that was closed', [GRID, CLOSED_GRID], 'BAD_USER_INPUT', 'grids.1'],
    ['a community in place of a grid', [COMMUNITY], 'BAD_USER_INPUT', 'grids.0'],
  ])('refuses %s', async (_, grids, code, path) => {
    const unit = await activeUnit(suite);
    expect(codesOf(await draw(officer, unit, grids))).toEqual([[code, path]]);
  });

  it('refuses grids of a community that the unit does not report to, and grids of other officers', async () => {
    const unit = await activeUnit(suite);
    expect(codesOf(await draw(officerNextDoor, unit, [GRID_NEXT_DOOR]))).toEqual([['UNIT_GRID_ELSEWHERE', 'grids.0']]);
    expect(codesOf(await draw(officer, unit, [GRID, GRID_NEXT_DOOR]))[0]?.[0]).toBe('FORBIDDEN');
    expect((await suite.as(PUBLIC).ask(`{ unit(id: "${unit}") { grids { code } } }`)).data.unit.grids).toEqual([]);
  });
});

describe('what others hear of a unit', () => {
  it('is each step, with where it reports and the grids that it was drawn into', async () => {
    const unit = await activeUnit(suite, { name: '市法院', kind: 'COURT' });
    await report(officerNextDoor, unit, NEXT_COMMUNITY);
    await draw(officer, unit, [GRID]);
    const events = await eventsOf(suite, unit);
    expect(events.map(({ type, version }) => [type, version])).toEqual([
      ['UnitApplied', 1],
      ['UnitConfirmed', 2],
      ['UnitReportedToCommunity', 3],
      ['UnitDrawnIntoGrids', 4],
    ]);
    expect(events.at(-1)?.payload).toEqual({
      id: unit,
      name: '市法院',
      creditCode: expect.stringMatching(/^913407/),
      kind: 'COURT',
      status: 'ACTIVE',
      communities: [COMMUNITY, NEXT_COMMUNITY],
      grids: [GRID],
    });
  });
});
