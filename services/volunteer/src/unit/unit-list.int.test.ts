import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import {
  activeUnit,
  applicant,
  apply,
  COMMUNITY,
  ELSEWHERE,
  GRID,
  NEXT_COMMUNITY,
  officer,
  officerElsewhere,
  officerNextDoor,
  STREET,
  volunteerSuite,
  type VolunteerSuite,
} from '../volunteer.suite.js';

let suite: VolunteerSuite;
beforeAll(async () => {
  suite = await volunteerSuite();
});
afterAll(() => suite.end());

const report = (viewer: Viewer, unit: string, community: string) =>
  suite
    .as(viewer)
    .ask(
      'mutation ($unit: ID!, $community: TerritoryCode!) { reportUnitToCommunity(unit: $unit, community: $community) { id } }',
      { unit, community },
    );

describe('lists of units', () => {
  const AREAS = `query ($of: [_Any!]!, $kind: UnitKind, $first: Int, $after: String) { _entities(representations: $of) { ... on Area {
    units(kind: $kind, first: $first, after: $after) { totalCount nodes { id communities { code } grids { code } agreements { id } resources { nodes { id } } }
      pageInfo { endCursor hasNextPage } } } } }`;
  const area = (code: string) => ({ __typename: 'Area', code });

  it('hold the active units of the subtree once each, of the kind that is asked for', async () => {
    const [bank, school, waiting] = [
      await activeUnit(suite, { kind: 'BANK', community: ELSEWHERE }),
      await activeUnit(suite, { kind: 'SCHOOL', community: ELSEWHERE }),
      (await apply(suite.as(applicant), { kind: 'BANK', community: ELSEWHERE })).data.applyAsUnit.id,
    ];
    await report(officerNextDoor, bank, NEXT_COMMUNITY);
    await report(officer, bank, COMMUNITY);
    const ask = async (code: string, kind: string) =>
      (await suite.as(PUBLIC).ask(AREAS, { of: [area(code)], kind })).data._entities[0].units;
    const [banksElsewhere, banksOfTheStreet, schools] = [
      await ask(ELSEWHERE, 'BANK'),
      await ask(STREET, 'BANK'),
      await ask('3701', 'SCHOOL'),
    ];
    expect(
      [banksElsewhere, banksOfTheStreet, schools].map(({ totalCount, nodes }) => [totalCount, nodes[0].id]),
    ).toEqual([
      [1, bank],
      [1, bank],
      [1, school],
    ]);
    const waitingOnes = await suite
      .as(officerElsewhere)
      .ask(`{ units(within: "${ELSEWHERE}", status: APPLIED) { nodes { id } } }`);
    expect(waitingOnes.data.units.nodes).toContainEqual({ id: waiting });
  });

  it('are read for 1 and for 50 places, with all that hangs on them, by the same number of statements', async () => {
    const drawn = await activeUnit(suite);
    await suite.as(officer).ask(`mutation { drawUnitIntoGrids(unit: "${drawn}", grids: ["${GRID}"]) { id } }`);
    const ask = (n: number) =>
      suite.as(PUBLIC).ask(AREAS, {
        of: Array.from({ length: n }, (_, i) => area(`340705402${String(i + 1).padStart(3, '0')}`)),
      });
    const answers = [await ask(1), await ask(50)];
    // Pages, totals, communities, grids, agreements, resources; no transaction.
    expect(answers.map(({ errors, statements }) => [errors, statements.length])).toEqual([
      [[], 6],
      [[], 6],
    ]);
  });

  it('count nothing unless the total is asked for', async () => {
    const { statements } = await suite.as(PUBLIC).ask(`{ units(within: "${STREET}") { nodes { id } } }`);
    expect(statements).toHaveLength(1);
  });

  it('are paged by name without missing or repeating a unit', async () => {
    for (const name of ['重庆小学', '阿宝幼儿园', '王府学校']) await activeUnit(suite, { name, kind: 'SCHOOL' });
    const ids: string[] = [];
    let after: string | null = null;
    for (;;) {
      const { data, errors } = await suite.as(PUBLIC).ask(AREAS, { of: [area(COMMUNITY)], first: 3, after });
      expect(errors).toEqual([]);
      const page = data._entities[0].units as {
        nodes: { id: string }[];
        totalCount: number;
        pageInfo: { endCursor: string; hasNextPage: boolean };
      };
      ids.push(...page.nodes.map(({ id }) => id));
      after = page.pageInfo.endCursor;
      if (page.pageInfo.hasNextPage) continue;
      expect([ids.length, new Set(ids).size]).toEqual([page.totalCount, page.totalCount]);
      return;
    }
  });

  it('find units by a part of their name and by nothing else in it', async () => {
    await activeUnit(suite, { name: '教育局100%' });
    const find = async (text: string) =>
      (await suite.as(PUBLIC).ask('query ($text: String) { units(nameContains: $text) { totalCount } }', { text })).data
        .units.totalCount;
    expect([await find('局100%'), await find('局_00')]).toEqual([1, 0]);
  });
});
