import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import {
  BRANCH,
  BRANCH_ELSEWHERE,
  BUILDING,
  BUILDING_ELSEWHERE,
  casesSuite,
  checker,
  COMMUNITY,
  ENDED_POST,
  GRID,
  gridWorker,
  handler,
  neighbour,
  NEXT_BUILDING,
  NEXT_GRID,
  officer,
  officerElsewhere,
  POST,
  POST_ELSEWHERE,
  report,
  representative,
  resident,
  secretary,
  TODAY,
  UNIT,
  UNIT_NOT_CONFIRMED,
  type CasesSuite,
} from '../cases.suite.js';
import { hashOfStep } from './case-chain.js';

let suite: CasesSuite;
beforeAll(async () => {
  suite = await casesSuite();
});
afterAll(() => suite.end());

const reported = async (viewer: Viewer = resident, input: Record<string, unknown> = {}): Promise<string> =>
  (await report(suite.as(viewer), input)).data.reportCase.id;

const moving = (viewer: Viewer, mutation: string) =>
  suite.as(viewer).ask(`mutation { ${mutation} { status version respondedAt resolvedAt closedAt } }`);

const SYDNEY = { latitude: -33.87, longitude: 151.21 };
const accept = (id: string) => `acceptCase(id: "${id}", input: { scale: MINOR })`;
const assign = (id: string, post = POST) => `assignCase(id: "${id}", handlers: [{ gridPost: "${post}" }])`;

const rowCount = async (table: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(
    suite.worker.em.fork().getKysely(),
  );
  return rows[0]?.n ?? -1;
};

describe('reporting a case', () => {
  it('takes the grid from the building and the limits from the kind', async () => {
    const answer = await suite.as(resident).ask(
      `mutation ($input: ReportCaseInput!) { reportCase(input: $input) {
        number title description status level territory grid { code } building { id } respondBy resolveBy overdue
        category { code name parent { code } } timeline { sequence action from to byRole note } } }`,
      {
        input: {
          building: BUILDING,
          category: 'ENVIRONMENT.LITTER',
          channel: 'WECHAT',
          title: '垃圾未清',
          description: '请来电 13800138000。',
        },
      },
    );
    expect(answer.errors).toEqual([]);
    expect(answer.data.reportCase).toMatchObject({
      number: expect.stringMatching(/^TL-20261120-\d{6}-[A-Z]{4}$/),
      title: '垃圾未清',
      description: '请来电 13800138000。',
      status: 'REPORTED',
      level: 'GRID',
      territory: GRID,
      grid: { code: GRID },
      building: { id: BUILDING },
      respondBy: '2026-11-20T15:59:59.999Z',
      resolveBy: '2026-11-23T15:59:59.999Z',
      overdue: false,
      category: { code: 'ENVIRONMENT.LITTER', name: 'Litter and refuse', parent: { code: 'ENVIRONMENT' } },
      timeline: [{ sequence: 1, action: null, from: null, to: 'REPORTED', byRole: 'RESIDENT', note: null }],
    });
  });

  it.each([
    ['the point in a boundary', { location: { latitude: 30.905, longitude: 117.805 } }, GRID],
    ['the nearest building within 200 m', { location: { latitude: 30.951, longitude: 117.85 } }, NEXT_GRID],
    ['the territory that is given', { territory: NEXT_GRID }, NEXT_GRID],
    ['the community where no grid is known', { territory: COMMUNITY }, COMMUNITY],
  ])('finds its place by %s', async (_, place, territory) => {
    const answer = await report(suite.as(officer), { building: null, ...place });
    expect(answer.data.reportCase).toMatchObject({ territory, building: null });
  });

  it.each([
    ['a building elsewhere', { building: BUILDING_ELSEWHERE }, 'input.building'],
    ['a building that is not there', { building: '00000000-0000-7000-8000-000000009999' }, 'input.building'],
    ['an id that is no id', { building: 'nowhere' }, 'input.building'],
    ['a territory elsewhere', { building: null, territory: '370114001001' }, 'input.territory'],
    ['a whole street', { building: null, territory: '340705402' }, 'input.territory'],
    ['a point far from everything', { building: null, location: { latitude: 10, longitude: 10 } }, 'input.location'],
  ])('refuses %s as a place that is not there', async (_, place, path) => {
    const before = await rowCount('case');
    const answer = await report(suite.as(officer), place);
    expect(answer.errors).toEqual([
      expect.objectContaining({
        code: 'BAD_USER_INPUT',
        message: `There is no such place at ${path}, or it is not in your territory.`,
        extensions: { path },
      }),
    ]);
    expect(await rowCount('case')).toBe(before);
  });

  it.each([
    ['no place at all', { building: null }, 'input'],
    ['a building outside the grid that is given', { territory: NEXT_GRID }, 'input.building'],
    ['a point on another continent', { building: null, territory: NEXT_GRID, location: SYDNEY }, 'input.location'],
    ['a building with a point on another continent', { location: SYDNEY }, 'input.location'],
    ['a title that turns its own direction', { title: '垃圾\u202e未清' }, 'input.title'],
    ['a phone number in the title', { title: '请打 138-0013-8000' }, 'input.title'],
    ['a class instead of a kind', { category: 'ENVIRONMENT' }, 'input.category'],
    ['a category that is not there', { category: 'NOTHING' }, 'input.category'],
    ['an empty title', { title: '  ' }, 'input.title'],
    ['a description of more than 4,000 characters', { description: '长'.repeat(4_001) }, 'input.description'],
  ])('refuses %s by its path', async (_, input, path) => {
    const answer = await report(suite.as(officer), input);
    expect(answer.data).toBeNull();
    expect(answer.errors.map(({ code, extensions }) => [code, extensions['path']])).toEqual([['BAD_USER_INPUT', path]]);
  });

  it('refuses the public and whoever has no role to report', async () => {
    const answers = [await report(suite.as(PUBLIC)), await report(suite.as(handler))];
    expect(answers.map(({ errors }) => errors[0]?.code)).toEqual(['UNAUTHENTICATED', 'FORBIDDEN']);
  });

  it('makes one case of a key that comes twice, also at the same time', async () => {
    const client = suite.as(resident, { idempotencyKey: 'phone-1' });
    const answers = await Promise.all([report(client), report(client), report(client)]);
    const ids = new Set(answers.map(({ data }) => data.reportCase.id));
    expect(ids.size).toBe(1);
  });

  it('refuses a key that was used for another case', async () => {
    const client = suite.as(resident, { idempotencyKey: 'phone-2' });
    await report(client);
    const { errors } = await report(client, { title: '另一件事' });
    expect(errors[0]?.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('stores no text in the clear', async () => {
    await reported();
    const { rows } = await sql<{ row: string }>`select c::text as row from "case" c`.execute(
      suite.worker.em.fork().getKysely(),
    );
    expect(rows.filter(({ row }) => /13800138000|3133383030313338303030/.test(row))).toEqual([]);
  });
});

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
    await expectUnbrokenChain(id);
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
    await expectUnbrokenChain(id);
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

describe('who sees a case', () => {
  const seen = async (viewer: Viewer, id: string) =>
    (
      await suite
        .as(viewer)
        .ask(`{ case(id: "${id}") { title description status grid { code } building { id } timeline { sequence } } }`)
    ).data.case;

  it('shows its text to its reporter, its handler and the staff of its territory', async () => {
    const id = await reported();
    await moving(officer, accept(id));
    await moving(officer, assign(id));
    for (const viewer of [resident, handler, officer]) {
      expect(await seen(viewer, id)).toMatchObject({
        title: '三单元门口垃圾未清',
        description: '已经堆了两天，请来电 13800138000。',
        building: { id: BUILDING },
      });
    }
  });

  it('shows a grid worker the cases of their own grid, and not that there are others', async () => {
    const [own, next] = [await reported(), await reported(resident, { building: NEXT_BUILDING })];
    expect([(await seen(gridWorker, own))?.title, await seen(gridWorker, next)]).toEqual(['三单元门口垃圾未清', null]);
  });

  it('shows a neighbour that a case of a public kind exists, by its category and grid alone', async () => {
    const id = await reported();
    expect(await seen(neighbour, id)).toEqual({
      title: 'Litter and refuse',
      description: null,
      status: 'REPORTED',
      grid: { code: GRID },
      building: null,
      timeline: [],
    });
  });

  it('hides a case of a private kind from neighbours, and every case from elsewhere and the public', async () => {
    const id = await reported(resident, { category: 'CONFLICT.FAMILY' });
    const answers = await Promise.all([neighbour, officerElsewhere, PUBLIC].map((viewer) => seen(viewer, id)));
    expect(answers).toEqual([null, null, null]);
  });

  it('shows no row to a connection without a session, also one that had a session before', async () => {
    await reported();
    const { rows } = await sql`select id from "case"`.execute(suite.database.em.fork().getKysely());
    expect(rows).toEqual([]);
  });
});

describe('lists and counts', () => {
  const AREA = `query ($codes: [_Any!]!, $where: CaseFilter, $first: Int, $after: String) { _entities(representations: $codes) {
    ... on Area { openCases cases(where: $where, first: $first, after: $after) { totalCount nodes { number } pageInfo { endCursor hasNextPage } } }
    ... on Grid { openCases cases(first: $first) { nodes { number } } }
    ... on Building { openCases } } }`;
  const area = (code: string) => ({ __typename: 'Area', code });

  it('reads the cases of 1 and of 50 places with the same number of statements', async () => {
    await reported();
    const ask = (n: number) =>
      suite.as(officer).ask(AREA, {
        first: 5,
        codes: Array.from({ length: n }, (_, i) => area(`3407054020${String(i + 1).padStart(2, '0')}`)),
      });
    const [one, fifty] = [await ask(1), await ask(50)];
    // Open counts: 1. Pages and totals: begin, settings, two selects, commit.
    expect([one.statements.length, fifty.statements.length]).toEqual([6, 6]);
  });

  it('counts where the total is asked for in fragments and under another name, and nowhere else', async () => {
    await reported();
    const list = (fields: string) => `query { cases(within: "${COMMUNITY}", first: 1) { ${fields} } }
      ${fields.includes('...Total') ? 'fragment Total on CaseConnection { ... on CaseConnection { n: totalCount } }' : ''}`;
    const counted = await suite.as(officer).ask(list('nodes { id } ...Total'));
    const plain = await suite.as(officer).ask(list('nodes { id }'));
    expect(counted.data.cases.n).toBeGreaterThan(0);
    expect([counted.statements.length, plain.statements.length]).toEqual([5, 4]);
  });

  it('asks the database for nothing but counts when the public asks for a list', async () => {
    const { data, statements } = await suite.as(PUBLIC).ask(AREA, { first: 5, codes: [area(COMMUNITY)] });
    expect(data._entities[0].cases).toMatchObject({ totalCount: 0, nodes: [] });
    expect(statements).toHaveLength(1);
  });

  it('counts open cases of private kinds for staff of the place alone', async () => {
    const countsFor = async (viewer: Viewer) => {
      const codes = [
        area(COMMUNITY),
        { __typename: 'Grid', code: NEXT_GRID },
        { __typename: 'Building', id: NEXT_BUILDING },
      ];
      const { data } = await suite.as(viewer).ask(AREA, { first: 1, codes });
      return data._entities.map((place: { openCases: number }) => place.openCases) as number[];
    };
    const before = { officer: await countsFor(officer), anyone: await countsFor(PUBLIC) };
    await reported(resident, { building: NEXT_BUILDING, category: 'CONFLICT.NEIGHBOURS' });
    const publicId = await reported(resident, { building: NEXT_BUILDING });
    expect(await countsFor(officer)).toEqual(before.officer.map((count) => count + 2));
    expect(await countsFor(PUBLIC)).toEqual(before.anyone.map((count) => count + 1));
    await closeWhole(publicId);
    expect(await countsFor(PUBLIC)).toEqual(before.anyone);
  });

  it('keeps counts that equal a recount', async () => {
    const { rows } = await sql`
      select territory, private, open from open_case_count where open > 0
      except
      select territory, private, count(*)::int from "case" where status <> 'CLOSED' group by 1, 2`.execute(
      suite.worker.em.fork().getKysely(),
    );
    expect(rows).toEqual([]);
  });

  it('pages through a list without missing or repeating a case while others come in', async () => {
    for (let n = 0; n < 3; n += 1) await reported();
    const numbers: string[] = [];
    let after: string | null = null;
    for (;;) {
      const { data } = await suite.as(officer).ask(AREA, { first: 4, after, codes: [area(COMMUNITY)] });
      const page = data._entities[0].cases as {
        nodes: { number: string }[];
        pageInfo: { endCursor: string; hasNextPage: boolean };
      };
      numbers.push(...page.nodes.map((node) => node.number));
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
      await reported();
    }
    const first = await suite.as(officer).ask(AREA, { first: 1, codes: [area(COMMUNITY)] });
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(first.data._entities[0].cases.totalCount).toBeGreaterThanOrEqual(numbers.length);
  });

  it('refuses a cursor that was changed and a page of more than 100', async () => {
    const changed = await suite
      .as(officer)
      .ask(AREA, { first: 1, after: 'bm90IG91cnMgYXQgYWxs', codes: [area(COMMUNITY)] });
    const long = await suite.as(officer).ask(AREA, { first: 101, codes: [area(COMMUNITY)] });
    expect([changed, long].map(({ errors }) => errors[0]?.extensions['path'])).toEqual(['after', 'first']);
  });

  it('finds titles by their words for whoever may read them', async () => {
    await reported(resident, { title: '电梯异响100%真实' });
    const find = async (viewer: Viewer, text: string) =>
      (await suite.as(viewer).ask(AREA, { first: 5, where: { text }, codes: [area(COMMUNITY)] })).data._entities[0]
        .cases.totalCount as number;
    expect([await find(officer, '异响100%'), await find(neighbour, '异响'), await find(officer, '异响_00')]).toEqual([
      1, 0, 0,
    ]);
  });
});

async function closeWhole(id: string): Promise<void> {
  await moving(officer, accept(id));
  await moving(officer, assign(id));
  await moving(handler, `startCase(id: "${id}")`);
  await moving(handler, `respondToReporter(id: "${id}", message: "在办")`);
  await moving(handler, `resolveCase(id: "${id}", report: "已办")`);
  await moving(checker, `closeCase(id: "${id}")`);
}

async function expectUnbrokenChain(id: string): Promise<void> {
  const { rows } = await sql<{
    sequence: number;
    at: string;
    action: string | null;
    from_status: string | null;
    to_status: string;
    by_role: string;
    by_person: string | null;
    note: Buffer | null;
    handlers: { kind: string; id: string }[];
    hash: string;
  }>`select * from case_event where case_id = ${id} order by sequence`.execute(suite.worker.em.fork().getKysely());
  let before = '';
  for (const [index, row] of rows.entries()) {
    expect(row.sequence).toBe(index + 1);
    before = hashOfStep(before, {
      caseId: id,
      sequence: row.sequence,
      at: new Date(row.at).toISOString(),
      action: row.action,
      from: row.from_status,
      to: row.to_status,
      byRole: row.by_role,
      byPerson: row.by_person,
      note: row.note,
      handlers: row.handlers,
    });
    expect(row.hash).toBe(before);
  }
}
