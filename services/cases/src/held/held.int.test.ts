import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import { personId, viewerWith } from '@linli/testkit/viewers';
import {
  casesSuite,
  COMMUNITY,
  GRID,
  handler,
  neighbour,
  officer,
  resident,
  TODAY,
  type CasesSuite,
} from '../cases.suite.js';
import { movesIn, rowsOf } from '../case/case-moves.suite.js';

let suite: CasesSuite;
let id: string;
beforeAll(async () => {
  suite = await casesSuite();
  await suite.hear(
    'person',
    [resident, handler].map(({ person }) => ({
      key: person ?? '',
      version: 1,
      payload: { id: person, territory: GRID, erased: false },
    })),
  );
  id = await assigned({ anonymous: true });
  await moving(handler, `respondToReporter(id: "${id}", message: "今天下午")`);
});
afterAll(() => suite.end());

const { moving, assigned } = movesIn(() => suite);
const auditor = viewerWith('AUDITOR', COMMUNITY, personId(31));
const auditorElsewhere = viewerWith('AUDITOR', '370114001001', personId(32));

const held = async (viewer: Viewer, ...people: (string | null)[]) => {
  const representations = people.map((person) => ({ __typename: 'Person', id: person }));
  const answer = await suite
    .as(viewer)
    .ask('query ($of: [_Any!]!) { _entities(representations: $of) { ... on Person { heldInCases } } }', {
      of: representations,
    });
  const copies = answer.data._entities.map((person: { heldInCases: unknown } | null) => person?.heldInCases ?? null);
  return { copies, statements: answer.statements.length };
};
const records = () =>
  rowsOf(
    suite,
    sql`select person, reader, reader_role as role, reader_territory as place, purpose, fields from access_record order by id`,
  );

describe('what cases holds about a person', () => {
  it('is given out to them: the cases that they reported, with text and times, and the steps that they took', async () => {
    const { copies } = await held(resident, resident.person);
    expect(copies).toEqual([
      {
        caseCount: 1,
        cases: [
          expect.objectContaining({
            id,
            number: expect.stringMatching(/^TL-/),
            title: '三单元门口垃圾未清',
            description: '已经堆了两天，请来电 13800138000。',
            anonymous: true,
            status: 'ASSIGNED',
            territory: GRID,
            reportedAt: TODAY,
            respondedAt: TODAY,
            resolvedAt: null,
            closedAt: null,
          }),
        ],
        stepCount: 1,
        steps: [expect.objectContaining({ action: 'REPORT', at: TODAY, byRole: 'RESIDENT', note: null })],
      },
    ]);
    expect(JSON.stringify(copies)).not.toMatch(/recordKey|"of"/);
    expect(await records()).toEqual([]);
  });

  it('holds the words of a handler, whose case it was', async () => {
    const { copies } = await held(handler, handler.person);
    expect(copies[0]).toMatchObject({ cases: [], steps: [{ action: 'RESPOND', byRole: 'HANDLER', note: '今天下午' }] });
  });

  it('is given out to the auditors of their territory, who are recorded, without what was reported anonymously', async () => {
    const named = await assigned();
    const { copies: own } = await held(resident, resident.person);
    expect(own[0]).toMatchObject({ cases: [{ id: named }, { id }], steps: [{ caseId: id }, { caseId: named }] });
    const { copies } = await held(auditor, resident.person);
    expect(copies).toEqual([{ caseCount: 1, cases: [own[0].cases[0]], stepCount: 1, steps: [own[0].steps[1]] }]);
    expect(await records()).toEqual([
      {
        person: resident.person,
        reader: auditor.person,
        role: 'AUDITOR',
        place: COMMUNITY,
        purpose: 'INSPECTION',
        fields: ['heldInCases'],
      },
    ]);
  });

  it.each([
    ['a neighbour', neighbour],
    ['an officer', officer],
    ['an auditor elsewhere', auditorElsewhere],
    ['an auditor who is nobody', { person: null, roles: auditor.roles }],
    ['the public', PUBLIC],
  ])('is nothing for %s, who learn not even whether there is such a person', async (_, viewer) => {
    expect((await held(viewer, resident.person, personId(999))).copies).toEqual([null, null]);
  });

  it('has of cases and of steps the newest 1,000, and how many there are', async () => {
    const author = viewerWith('RESIDENT', COMMUNITY, personId(33));
    await rowsOf(
      suite,
      sql`with many as (
          insert into "case" (id, number, title, category, private, channel, urgency, status, level, territory, reporter, anonymous,
            handlers, handler_ids, reported_at, respond_by, resolve_by)
          select gen_random_uuid(), n::text, title, category, private, channel, urgency, status, level, territory,
            ${author.person}::uuid, anonymous, handlers, handler_ids, reported_at + n * interval '1 second', respond_by, resolve_by
          from "case" c, generate_series(1, 1001) as n where c.id = ${id}
          returning id, reported_at, reporter
        )
        insert into case_event (case_id, sequence, at, to_status, by_role, by_person, handlers, hash)
        select id, 1, reported_at, 'REPORTED', 'RESIDENT', reporter, '[]', '' from many`,
    );
    const [copy] = (await held(author, author.person)).copies;
    const numbers = (of: 'cases' | 'steps', key: string) => copy[of].map((one: Record<string, unknown>) => one[key]);
    const newest = Array.from({ length: 1_000 }, (_, n) => String(1_001 - n));
    expect([copy.caseCount, copy.stepCount]).toEqual([1_001, 1_001]);
    expect([numbers('cases', 'number'), numbers('steps', 'case')]).toEqual([newest, newest]);
  });

  it('is read of many people by as many statements as of one', async () => {
    const [one, two] = [await held(auditor, resident.person), await held(auditor, resident.person, handler.person)];
    // begin, settings, people, records, subjects, cases, steps, outbox, commit
    expect([one.statements, two.statements]).toEqual([9, 9]);
    expect(two.copies.every((copy: unknown) => copy !== null)).toBe(true);
  });
});
