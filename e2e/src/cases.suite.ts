import { describe, expect, test } from '@jest/globals';
import type { City } from './city.suite.js';
import {
  ELSEWHERE,
  lightIsOut,
  NOWHERE,
  OFFICER,
  REPORT,
  reported,
  RESIDENT,
  someBuilding,
  TIANJINGHU,
} from './tianjinghu.suite.js';

/** What whoever reports a case can count on, whatever dies. */
export function tellOfCases(city: () => City): void {
  describe('a newcomer', () => {
    test('reports a light that is out, and reads of it what grid and cases know', async () => {
      const { grid, ...building } = await someBuilding(city());
      const newcomer = { roles: RESIDENT, person: '0e2e0000-0000-8000-8000-000000000001' };
      const made = await city().ask(REPORT, { ...newcomer, variables: lightIsOut({ building: building.id }) });
      expect(made.errors).toEqual([]);

      const read = `query ($id: ID!) { case(id: $id) { title status description building { id number } grid { code } } }`;
      const variables = { id: reported(made) };
      const own = { title: '楼道灯不亮', description: '二楼到三楼的灯坏了，晚上看不清楼梯。', building };
      const asked = await city().ask(read, { ...newcomer, variables });
      expect(asked).toMatchObject({ errors: [], data: { case: { ...own, status: 'REPORTED', grid: { code: grid } } } });

      const neighbour = await city().ask(read, { roles: RESIDENT, variables });
      const kindAlone = { title: 'Lights in stairwells and streets', description: null, building: null };
      expect(neighbour).toMatchObject({ errors: [], data: { case: { ...kindAlone, grid: { code: grid } } } });
      expect(await city().ask(read, { variables })).toMatchObject({ errors: [], data: { case: null } });
    });
  });

  describe('a case', () => {
    const READ = `query ($id: ID!) {
      case(id: $id) { id number status description timeline { sequence action to at byRole hash } }
      cases(within: "${TIANJINGHU}", where: { text: "井盖被车压裂" }) { totalCount }
    }`;

    test('is there, once, with its history, after every process was killed; its key still gives the same case', async () => {
      const words = { title: '井盖被车压裂', description: '村口井盖裂成两半。', category: 'FACILITIES.ROAD' };
      const variables = { input: { territory: TIANJINGHU, channel: 'PORTAL', ...words } };
      const asking = { roles: OFFICER, variables, key: 'e2e:manhole' };
      const id = reported(await city().ask(REPORT, asking));
      const before = await city().ask(READ, { roles: OFFICER, variables: { id } });
      expect(before.data).toMatchObject({
        case: { timeline: [{ sequence: 1, to: 'REPORTED' }] },
        cases: { totalCount: 1 },
      });

      const killed = await city().dieAndStartAgain();
      expect(killed.toSorted()).toEqual([
        'cases',
        'dev-issuer',
        'gateway',
        'grid',
        'organization',
        'postgres',
        'volunteer',
      ]);

      expect((await city().ask(READ, { roles: OFFICER, variables: { id } })).data).toEqual(before.data);
      expect(reported(await city().ask(REPORT, asking))).toBe(id);
      expect((await city().ask(READ, { roles: OFFICER, variables: { id } })).data).toEqual(before.data);
    }, 60_000);

    test.each([
      ['a community', () => ELSEWHERE, (place: string) => ({ territory: place }), NOWHERE],
      [
        'a building',
        async () => (await someBuilding(city())).id,
        (place: string) => ({ building: place }),
        crypto.randomUUID(),
      ],
    ])(
      'in %s of another territory is refused as one in a place that is not there',
      async (_place, there, at, nowhere) => {
        const foreign = await there();
        const report = (by: string, place: string) =>
          city().ask(REPORT, {
            roles: [{ role: 'COMMUNITY_OFFICER', territory: by }],
            variables: lightIsOut(at(place)),
          });
        const [home, other] = foreign === ELSEWHERE ? [ELSEWHERE, TIANJINGHU] : [TIANJINGHU, ELSEWHERE];
        expect((await report(home, foreign)).errors).toEqual([]);
        const { trace: _, ...refused } = await report(other, foreign);
        const { trace: __, ...absent } = await report(other, nowhere);
        expect(absent).toMatchObject({ data: null, errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
        expect(refused).toEqual(absent);
      },
    );
  });
}
