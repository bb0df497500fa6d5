import { randomInt } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { RoleHeld } from '@linli/domain/viewer';
import type { Answer, City } from './city.suite.js';
import {
  ELSEWHERE,
  lightIsOut,
  OFFICER,
  REPORT,
  reported,
  RESIDENT,
  someBuilding,
  TIANJINGHU,
} from './tianjinghu.suite.js';
import { until } from './until.suite.js';

const ELSEWHERES_OFFICER: readonly RoleHeld[] = [{ role: 'COMMUNITY_OFFICER', territory: ELSEWHERE }];
const ANALYST: readonly RoleHeld[] = [{ role: 'ANALYST', territory: TIANJINGHU.slice(0, 4) }];

const REGISTER = 'mutation ($input: RegisterPersonInput!) { registerPerson(input: $input) { id } }';
const CONTACT = 'query ($id: ID!) { person(id: $id) { contact(purpose: CASE_HANDLING) { phone } } }';
const CONSENT = 'mutation ($id: ID!) { giveConsent(person: $id, purpose: CASE_HANDLING) { id } }';
const LEDGER = `query ($id: ID!) {
  person(id: $id) { accessRecords { nodes { readBy purpose reason fields } } }
}`;
const APPOINT = 'mutation ($input: AppointToGridInput!) { appointToGrid(input: $input) { id } }';
const REPORTER = 'query ($id: ID!) { case(id: $id) { reporter { id } } }';
const POSTS = 'query ($code: TerritoryCode!) { grid(code: $code) { posts { person { id } } } }';
const ERASE = 'mutation ($id: ID!) { erasePerson(id: $id) }';
const TEXT = 'query ($id: ID!) { case(id: $id) { description reporter { id displayName } } }';

/** That residents decide on their data, and see who read them. */
export function tellOfPersonalData(city: () => City): void {
  describe('a resident', () => {
    test('is reached by an officer only once they consent, and sees that they were', async () => {
      const { id, phone } = await somebody(city(), TIANJINGHU, OFFICER);
      const asOfficer = () => city().ask(CONTACT, { roles: OFFICER, variables: { id } });
      const asThemselves = (query: string) => city().ask(query, { roles: RESIDENT, person: id, variables: { id } });

      const before = await asOfficer();
      expect(before.data).toEqual({ person: { contact: null } });
      expect(codesOf(before)).toEqual(['PURPOSE_WITHOUT_CONSENT']);
      expect(recordsOf(await asThemselves(LEDGER))).toEqual([]);

      expect((await asThemselves(CONSENT)).errors).toEqual([]);
      expect((await asOfficer()).data).toEqual({ person: { contact: { phone } } });
      expect(recordsOf(await asThemselves(LEDGER))).toEqual([
        {
          readBy: 'community officer (天井湖社区居委会)',
          purpose: 'CASE_HANDLING',
          reason: null,
          fields: ['name', 'phone'],
        },
      ]);
    });

    test('who reported a case sees that its text was read, and whoever handles it learns their name', async () => {
      const { id } = await somebody(city(), TIANJINGHU, OFFICER);
      const { grid } = await someBuilding(city());
      const asThemselves = (query: string, given: object = {}) =>
        city().ask(query, { roles: RESIDENT, person: id, variables: { id, ...given } });
      const words = lightIsOut({ territory: grid });
      const found = reported(await asThemselves(REPORT, words));
      const { data } = await city().ask(TEXT, { roles: OFFICER, variables: { id: found } });
      expect(data).toEqual({
        case: { description: words.input.description, reporter: { id, displayName: '欧阳**' } },
      });
      await until('the read of the text among the records of the reporter', async () => {
        const records = recordsOf(await asThemselves(LEDGER));
        return JSON.stringify(records).includes('case.description');
      });
      expect(recordsOf(await asThemselves(LEDGER))).toEqual([
        {
          readBy: 'community officer (天井湖社区居委会)',
          purpose: 'CASE_HANDLING',
          reason: null,
          fields: ['case.description'],
        },
      ]);
    });

    test('of another city is to an officer as somebody who does not exist', async () => {
      const { id } = await somebody(city(), ELSEWHERE, ELSEWHERES_OFFICER);
      const nobody = '0e2e0000-0000-8000-8000-00000000dead';
      const query = `query ($id: ID!) {
        person(id: $id) { displayName contact(purpose: EMERGENCY, reason: "着火了") { phone } membership { status } heldInOrganization }
      }`;
      const [elsewhere, nowhere] = await Promise.all(
        [id, nobody].map((of) => city().ask(query, { roles: OFFICER, variables: { id: of } })),
      );
      expect(elsewhere).toEqual(nowhere);
      expect(elsewhere).toMatchObject({ data: { person: null }, errors: [] });
    });

    test('who is erased is nobody in every service', async () => {
      const { id } = await somebody(city(), TIANJINGHU, OFFICER);
      const grid = `${TIANJINGHU}019`;
      const asOfficer = (query: string, given: Record<string, unknown>) =>
        city().ask(query, { roles: OFFICER, variables: given });
      const words = lightIsOut({ territory: grid });
      const report = await city().ask(REPORT, { roles: RESIDENT, person: id, variables: words });
      const found = reported(report);
      const input = { person: id, role: 'GRID_WORKER', territory: grid, startsOn: '2026-01-01' };
      let post: string | undefined;
      await until('the post', async () => {
        const { data } = await asOfficer(APPOINT, { input });
        post = (data as { appointToGrid: { id: string } } | null)?.appointToGrid.id;
        return post !== undefined;
      });
      const seen = async () => {
        const ofCase = await asOfficer(REPORTER, { id: found });
        const posts = await asOfficer(POSTS, { code: grid });
        return { case: ofCase.data, held: JSON.stringify(posts.data).includes(id) };
      };
      await until('the holder of the post', async () => (await seen()).held);
      expect(await seen()).toEqual({ case: { case: { reporter: { id } } }, held: true });

      const erased = await city().ask(ERASE, { roles: RESIDENT, person: id, variables: { id } });
      expect(erased.errors).toEqual([]);
      await until('the person forgotten everywhere', async () => {
        const { case: ofCase, held } = await seen();
        return !held && JSON.stringify(ofCase) === JSON.stringify({ case: { reporter: null } });
      });
    });

    test('is named to no analyst, who is told how many there are', async () => {
      const { id } = await somebody(city(), TIANJINGHU, OFFICER);
      const asked = (query: string) => city().ask(query, { roles: ANALYST, variables: { id } });
      expect((await asked('query ($id: ID!) { person(id: $id) { displayName } }')).data).toEqual({ person: null });
      const people = await asked(`{ persons(within: "${TIANJINGHU}") { totalCount nodes { displayName } } }`);
      expect([people.data, codesOf(people)]).toEqual([{ persons: null }, ['FORBIDDEN']]);
      const counted = await asked(`{ area(code: "${TIANJINGHU}") { partyCoverage { members membersReported } } }`);
      expect(counted.data).toEqual({ area: { partyCoverage: { members: 971, membersReported: 142 } } });
    });
  });
}

interface Somebody {
  readonly id: string;
  readonly phone: string;
}

/** Registers a person whom nobody else knows. */
async function somebody(city: City, territory: string, roles: readonly RoleHeld[]): Promise<Somebody> {
  const phone = `138${String(randomInt(100_000_000)).padStart(8, '0')}`;
  const answer = await city.ask(REGISTER, { roles, variables: { input: { name: '欧阳明', phone, territory } } });
  const { registerPerson } = answer.data as { registerPerson: { id: string } };
  return { id: registerPerson.id, phone };
}

function codesOf({ errors }: Answer): unknown[] {
  return errors.map(({ extensions }) => extensions['code']);
}

function recordsOf({ data }: Answer): unknown[] {
  const { person } = data as { person: { accessRecords: { nodes: unknown[] } } };
  return person.accessRecords.nodes;
}
