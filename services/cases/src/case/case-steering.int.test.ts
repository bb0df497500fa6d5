import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Viewer } from '@linli/domain/viewer';
import {
  casesSuite,
  checker,
  COMMUNITY,
  GRID,
  officer,
  POST,
  report,
  resident,
  type CasesSuite,
} from '../cases.suite.js';

let suite: CasesSuite;
beforeAll(async () => {
  suite = await casesSuite();
});
afterAll(() => suite.end());

const moving = (viewer: Viewer, mutation: string) => suite.as(viewer).ask(`mutation { ${mutation} { status } }`);

/** A case that the viewer has taken all the way to RESOLVED. */
const resolvedBy = async (viewer: Viewer): Promise<string> => {
  const { id } = (await report(suite.as(resident))).data.reportCase as { id: string };
  await moving(viewer, `acceptCase(id: "${id}", input: { scale: MINOR })`);
  await moving(viewer, `assignCase(id: "${id}", handlers: [{ gridPost: "${POST}" }])`);
  await moving(viewer, `startCase(id: "${id}")`);
  await moving(viewer, `respondToReporter(id: "${id}", message: "在办")`);
  await moving(viewer, `resolveCase(id: "${id}", report: "已清理")`);
  return id;
};

it('callers who are no person do not close a case that one of them resolved', async () => {
  const machine: Viewer = { person: null, roles: officer.roles };
  const id = await resolvedBy(machine);
  expect((await moving(machine, `closeCase(id: "${id}")`)).errors[0]?.code).toBe('CASE_JUDGE_MAY_NOT_HANDLE');
  expect((await moving(checker, `closeCase(id: "${id}")`)).data.closeCase).toEqual({ status: 'CLOSED' });
});

it('a step names the role that allowed it, also for an officer who lives and works in the same place', async () => {
  const roles = [
    { role: 'RESIDENT', territory: COMMUNITY },
    { role: 'GRID_WORKER', territory: GRID },
    ...officer.roles,
  ] as const;
  const id = await resolvedBy({ person: officer.person, roles });
  const { data } = await suite.as(officer).ask(`{ case(id: "${id}") { timeline { action byRole } } }`);
  expect(data.case.timeline.slice(0, 2)).toEqual([
    { action: null, byRole: 'RESIDENT' },
    { action: 'ACCEPT', byRole: 'COMMUNITY_OFFICER' },
  ]);
});

it.each([
  [
    'assigning',
    (id: string, note: string) => `assignCase(id: "${id}", handlers: [{ gridPost: "${POST}" }], note: "${note}")`,
  ],
  ['closing', (id: string, note: string) => `closeCase(id: "${id}", note: "${note}")`],
])('a note on %s has 2,000 characters at the most', async (_, change) => {
  const id = await resolvedBy(officer);
  const { errors } = await moving(checker, change(id, '长'.repeat(2_001)));
  expect(errors.map(({ code, extensions }) => [code, extensions['path']])).toEqual([['BAD_USER_INPUT', 'note']]);
});
