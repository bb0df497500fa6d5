import { describe, expect, test } from '@jest/globals';
import type { City } from './city.suite.js';
import { lightIsOut, OFFICER, REPORT, reported, someBranch } from './tianjinghu.suite.js';

const READ = `query ($id: ID!) {
  case(id: $id) {
    status description allowedActions handlers { ... on PartyOrganization { name } } timeline { to byRole }
  }
}`;

/** That whoever holds a branch's seat as secretary acts for it, with no role. */
export function tellOfSecretaries(city: () => City): void {
  describe('a branch', () => {
    test('handles a case that is assigned to it, by its secretary, who may not close it', async () => {
      const { id: branch, name, grid, secretary } = await someBranch(city());
      const words = lightIsOut({ territory: grid });
      const id = reported(await city().ask(REPORT, { roles: OFFICER, variables: words }));
      const by =
        (who: { roles: typeof OFFICER; person?: string }) =>
        (document: string, given: object = {}) =>
          city().ask(document, { ...who, variables: { id, ...given } });
      const [officer, secretarys] = [by({ roles: OFFICER }), by({ roles: [], person: secretary })];

      expect((await secretarys(READ)).data).toEqual({ case: null });
      expect((await officer(ACCEPT)).errors).toEqual([]);
      expect((await officer(ASSIGN, { handlers: [{ partyOrganization: branch }] })).errors).toEqual([]);

      const { data: viewer } = await secretarys(ACTS_FOR);
      expect(viewer).toEqual({ viewer: { roles: [], actsFor: [{ name }] } });
      expect((await secretarys(READ)).data).toMatchObject({
        case: { status: 'ASSIGNED', description: words.input.description, handlers: [{ name }] },
      });
      expect((await secretarys(START)).errors).toEqual([]);
      expect((await secretarys(RESPOND)).errors).toEqual([]);
      expect((await secretarys(RESOLVE)).errors).toEqual([]);
      expect((await secretarys(CLOSE)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
      expect((await officer(CLOSE)).errors).toEqual([]);
      expect((await secretarys(READ)).data).toMatchObject({ case: { status: 'CLOSED' } });
    });
  });
}

const ACTS_FOR = `{ viewer { roles { role } actsFor { ... on PartyOrganization { name } } } }`;
const ACCEPT = 'mutation ($id: ID!) { acceptCase(id: $id, input: { scale: MINOR }) { id } }';
const ASSIGN =
  'mutation ($id: ID!, $handlers: [CaseHandlerInput!]!) { assignCase(id: $id, handlers: $handlers) { id } }';
const START = 'mutation ($id: ID!) { startCase(id: $id) { id } }';
const RESPOND = 'mutation ($id: ID!) { respondToReporter(id: $id, message: "今天换灯。") { id } }';
const RESOLVE = 'mutation ($id: ID!) { resolveCase(id: $id, report: "灯已换好。") { id } }';
const CLOSE = 'mutation ($id: ID!) { closeCase(id: $id) { id } }';
