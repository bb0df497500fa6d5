import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import {
  BRANCH,
  BRANCH_ELSEWHERE,
  BUILDING,
  casesSuite,
  checker,
  ENDED_POST,
  handler,
  officer,
  officerElsewhere,
  POST,
  POST_ELSEWHERE,
  representative,
  resident,
  secretary,
  TODAY,
  UNIT,
  UNIT_NOT_CONFIRMED,
  type CasesSuite,
} from '../cases.suite.js';
import { expectUnbrokenChain } from './case-chain.suite.js';
import { accept, assign, movesIn } from './case-moves.suite.js';

let suite: CasesSuite;
beforeAll(async () => {
  suite = await casesSuite();
});
afterAll(() => suite.end());

const { reported, moving } = movesIn(() => suite);

describe('the closed loop', () => {
  it('runs from report to closing, each step in a history whose hashes hold', async () => {
    const id = await reported();
    await moving(officer, accept(id));
    await moving(officer, assign(id));
    await moving(handler, `startCase(id: "${id}")`);
    await moving(handler, `respondToReporter(id: "${id}", message: "今天下午清理")`);
    await moving(handler, `resolveCase(id: "${id}", report: "已清理")`);
    const closed = await moving(checker, `closeCase(id: "${id}", note: "现场已看")`);
    expect(closed.errors).toEqual([]);
    expect(closed.data.closeCase).toEqual({
      status: 'CLOSED',
      version: 7,
      respondedAt: TODAY,
      resolvedAt: TODAY,
      closedAt: TODAY,
    });
    const { data } = await suite
      .as(resident)
      .ask(
        `{ case(id: "${id}") { timeline { sequence action from to byRole note handlers { ... on GridPost { id } } hash } } }`,
      );
    const steps = data.case.timeline as { sequence: number; action: string; byRole: string; note: string | null }[];
    expect(steps.map(({ sequence, action, byRole, note }) => [sequence, action, byRole, note])).toEqual([
      [1, null, 'RESIDENT', null],
      [2, 'ACCEPT', 'COMMUNITY_OFFICER', null],
      [3, 'ASSIGN', 'COMMUNITY_OFFICER', null],
      [4, 'START', 'HANDLER', null],
      [5, 'RESPOND', 'HANDLER', '今天下午清理'],
      [6, 'RESOLVE', 'HANDLER', '已清理'],
      [7, 'CLOSE', 'COMMUNITY_OFFICER', '现场已看'],
    ]);
    await expectUnbrokenChain(suite, id);
  });

  it('refuses a move that the state does not allow, names those it does, and changes nothing', async () => {
    const id = await reported();
    const { errors } = await moving(officer, `resolveCase(id: "${id}", report: "好了")`);
    expect(errors).toEqual([
      expect.objectContaining({
        code: 'CASE_MOVE_NOT_ALLOWED',
        extensions: expect.objectContaining({ status: 'REPORTED', action: 'RESOLVE', allowed: ['ACCEPT', 'RESPOND'] }),
      }),
    ]);
    const { data } = await suite
      .as(officer)
      .ask(`{ case(id: "${id}") { status version allowedActions timeline { sequence } } }`);
    expect(data.case).toEqual({
      status: 'REPORTED',
      version: 1,
      allowedActions: ['ACCEPT', 'RESPOND'],
      timeline: [{ sequence: 1 }],
    });
  });

  it('does not close a case whose reporter was not answered', async () => {
    const id = await reported();
    await moving(officer, accept(id));
    await moving(officer, assign(id));
    await moving(handler, `startCase(id: "${id}")`);
    await moving(handler, `resolveCase(id: "${id}", report: "已清理")`);
    const { errors } = await moving(checker, `closeCase(id: "${id}")`);
    expect(errors[0]?.code).toBe('CASE_REPORTER_NOT_ANSWERED');
  });

  it('does not let an officer close a case that they resolved themselves', async () => {
    const id = await reported();
    await moving(officer, accept(id));
    await moving(officer, assign(id));
    await moving(officer, `startCase(id: "${id}")`);
    await moving(officer, `respondToReporter(id: "${id}", message: "在办")`);
    await moving(officer, `resolveCase(id: "${id}", report: "已清理")`);
    expect((await moving(officer, `closeCase(id: "${id}")`)).errors[0]?.code).toBe('CASE_JUDGE_MAY_NOT_HANDLE');
    expect((await moving(checker, `closeCase(id: "${id}")`)).errors).toEqual([]);
  });

  it.each([
    ['a party organisation', { partyOrganization: BRANCH }, secretary],
    ['a unit', { unit: UNIT }, representative],
  ])('is handled for %s by whoever acts for it, and by nobody else in it', async (_, named, acting) => {
    const id = await reported();
    await moving(officer, accept(id));
    const assigned = await suite.as(officer).ask(
      `mutation ($id: ID!, $handlers: [CaseHandlerInput!]!) { assignCase(id: $id, handlers: $handlers) {
        handlers { __typename ... on PartyOrganization { id } ... on Unit { id } } } }`,
      { id, handlers: [named] },
    );
    const [[kind, namedId] = []] = Object.entries(named);
    const typeName = kind === 'unit' ? 'Unit' : 'PartyOrganization';
    expect(assigned.data.assignCase.handlers).toEqual([{ __typename: typeName, id: namedId }]);
    const member: Viewer = { person: '00000000-0000-7000-8000-000000000013', roles: [] };
    expect((await moving(member, `startCase(id: "${id}")`)).errors[0]?.code).toBe('NOT_FOUND');
    expect((await moving(acting, `startCase(id: "${id}")`)).errors).toEqual([]);
  });

  it.each([
    ['an organisation elsewhere', { partyOrganization: BRANCH_ELSEWHERE }, 'handlers.0.partyOrganization'],
    ['a unit that is not confirmed', { unit: UNIT_NOT_CONFIRMED }, 'handlers.0.unit'],
    ['a branch named as a post', { gridPost: BRANCH }, 'handlers.0.gridPost'],
    ['two handlers in one', { gridPost: POST, unit: UNIT }, 'handlers.0'],
    ['nobody', {}, 'handlers.0'],
  ])('is not assigned to %s', async (_, named, path) => {
    const id = await reported();
    await moving(officer, accept(id));
    const { errors } = await suite
      .as(officer)
      .ask(`mutation ($id: ID!, $handlers: [CaseHandlerInput!]!) { assignCase(id: $id, handlers: $handlers) { id } }`, {
        id,
        handlers: [named],
      });
    expect(errors.map(({ code, extensions }) => [code, extensions['path']])).toEqual([['BAD_USER_INPUT', path]]);
  });

  it.each([
    ['a post elsewhere', POST_ELSEWHERE],
    ['a post that has ended', ENDED_POST],
    ['a post that is not there', BUILDING],
  ])('assigns to no %s', async (_, post) => {
    const id = await reported();
    await moving(officer, accept(id));
    const { errors } = await moving(officer, assign(id, post));
    expect(errors.map(({ code, extensions }) => [code, extensions['path']])).toEqual([
      ['BAD_USER_INPUT', 'handlers.0.gridPost'],
    ]);
  });

  it('goes above the last level of its kind only with a reason', async () => {
    const id = await reported();
    const to = (note: string) => `acceptCase(id: "${id}", input: { scale: MAJOR, level: CITY${note} })`;
    const { errors } = await moving(officer, to(''));
    expect(errors[0]).toMatchObject({ code: 'CASE_LEVEL_NEEDS_REASON', extensions: { lastLevel: 'COMMUNITY' } });
    expect((await moving(officer, to(', note: "需市级协调"'))).errors).toEqual([]);
  });

  it('refuses a change of a case that has changed since it was read', async () => {
    const id = await reported();
    await moving(officer, accept(id));
    const { errors } = await moving(officer, `startCase(id: "${id}", version: 1)`);
    expect(errors[0]).toMatchObject({ code: 'VERSION_CONFLICT', extensions: { version: 2 } });
  });

  it('lets one of two officers accept who do so at the same time', async () => {
    const id = await reported();
    const answers = await Promise.all([moving(officer, accept(id)), moving(checker, accept(id))]);
    expect(answers.flatMap(({ errors }) => errors.map(({ code }) => code))).toEqual(['CASE_MOVE_NOT_ALLOWED']);
    await expectUnbrokenChain(suite, id);
  });

  it('leaves steering to the officers of the territory: a handler or reporter may not, elsewhere the case is not there', async () => {
    const id = await reported();
    const answers = await Promise.all([
      moving(resident, `startCase(id: "${id}")`),
      moving(resident, accept(id)),
      moving(officerElsewhere, accept(id)),
      moving(PUBLIC, accept(id)),
    ]);
    expect(answers.map(({ errors }) => errors[0]?.code)).toEqual([
      'FORBIDDEN',
      'FORBIDDEN',
      'NOT_FOUND',
      'UNAUTHENTICATED',
    ]);
  });

  it('tells other services each step without a word of the text', async () => {
    const id = await reported();
    await moving(officer, accept(id));
    const { rows } = await sql<{ type: string; version: string; payload: Record<string, unknown> }>`
      select type, version::text, payload from outbox where aggregateid = ${id} order by position`.execute(
      suite.worker.em.fork().getKysely(),
    );
    expect(rows.map(({ type, version }) => [type, version])).toEqual([
      ['CaseReported', '1'],
      ['CaseAccepted', '2'],
    ]);
    expect(Object.keys(rows[0]?.payload ?? {}).toSorted()).toEqual([
      'building',
      'category',
      'handlers',
      'level',
      'number',
      'private',
      'reportedAt',
      'status',
      'territory',
    ]);
  });
});
