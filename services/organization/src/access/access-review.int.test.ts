import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import { personId, viewerWith } from '@linli/testkit/viewers';
import {
  auditor,
  auditorElsewhere,
  COMMUNITY,
  officer,
  organizationSuite,
  refusals,
  STREET,
  streetOfficer,
  type OrganizationSuite,
} from '../organization.suite.js';
import { accessesIn, PHONE, themselves } from './access.suite.js';

let suite: OrganizationSuite;
beforeAll(async () => {
  suite = await organizationSuite();
});
afterAll(() => suite.end());

const { registered, consentTo, read, recordsOf } = accessesIn(() => suite);
const NOW = '2026-11-20T02:00:00.000Z';

describe('the ledger of a territory', () => {
  const ledger = (viewer: Viewer, args: string) =>
    suite
      .as(viewer)
      .ask(
        `{ accessRecords(within: "${STREET}", ${args}) { totalCount nodes { id person { id } purpose } pageInfo { hasNextPage endCursor } } }`,
      );
  const DAY = (day: string) => `from: "${day}T00:00:00Z", until: "${day}T12:00:00Z"`;

  it('tells its auditor whose data an account touched between two instants', async () => {
    const [one, two] = [await registered(), await registered()];
    const reader = viewerWith('COMMUNITY_OFFICER', COMMUNITY, personId(40));
    await Promise.all([one, two].map((id) => consentTo('CASE_HANDLING', id)));
    suite.clock.set('2026-11-21T02:00:00.000Z');
    await read(reader, one);
    suite.clock.set('2026-11-22T02:00:00.000Z');
    await read(reader, two);
    await read(officer, one);
    suite.clock.set(NOW);
    const touched = async (viewer: Viewer, args: string) =>
      (await ledger(viewer, args)).data.accessRecords.nodes.map(({ person }: { person: { id: string } }) => person.id);
    const by = `reader: "${personId(40)}",`;
    expect([
      await touched(auditor, `${by} ${DAY('2026-11-21')}`),
      await touched(auditor, `${by} ${DAY('2026-11-22')}`),
      await touched(auditor, DAY('2026-11-22')),
      await touched(auditor, `reader: "nobody", ${DAY('2026-11-22')}`),
      await touched(auditorElsewhere, DAY('2026-11-22')),
    ]).toEqual([[one], [two], [one, two], [], []]);
  });

  it('goes page by page, newest first', async () => {
    const id = await registered();
    await consentTo('CASE_HANDLING', id);
    suite.clock.set('2026-11-23T02:00:00.000Z');
    for (const viewer of [officer, streetOfficer, officer]) await read(viewer, id);
    suite.clock.set(NOW);
    const first = (await ledger(auditor, `${DAY('2026-11-23')}, first: 2`)).data.accessRecords;
    const rest = (await ledger(auditor, `${DAY('2026-11-23')}, first: 2, after: "${first.pageInfo.endCursor}"`)).data
      .accessRecords;
    const ids = [...first.nodes, ...rest.nodes].map((node: { id: string }) => node.id);
    expect([first.nodes.length, rest.nodes.length, rest.pageInfo.hasNextPage, first.totalCount]).toEqual([
      2,
      1,
      false,
      3,
    ]);
    expect(ids).toEqual(ids.toSorted().toReversed());
  });

  it('is for auditors alone', async () => {
    const answers = [await ledger(officer, DAY('2026-11-20')), await ledger(PUBLIC, DAY('2026-11-20'))];
    expect(answers.flatMap(refusals).map(([code]) => code)).toEqual(['FORBIDDEN', 'UNAUTHENTICATED']);
  });
});

describe('a read in an emergency', () => {
  const unreviewed = async (viewer: Viewer = auditor): Promise<string[]> =>
    (
      await suite
        .as(viewer)
        .ask(
          `{ accessRecords(within: "${STREET}", from: "2026-11-20T00:00:00Z", until: "2026-11-21T00:00:00Z", unreviewed: true) { nodes { id } } }`,
        )
    ).data.accessRecords.nodes.map(({ id }: { id: string }) => id);
  const review = (viewer: Viewer, record: string, note = 'Spoke with the family.') =>
    suite
      .as(viewer)
      .ask(
        'mutation ($record: ID!, $note: String!) { reviewEmergencyRead(record: $record, justified: true, note: $note) { id justified reviewedAt note } }',
        { record, note },
      );

  it('needs no consent but a reason', async () => {
    const id = await registered();
    expect(refusals(await read(officer, id, 'EMERGENCY', '  '))).toEqual([['BAD_USER_INPUT', 'reason']]);
    expect((await read(officer, id, 'EMERGENCY', '燃气泄漏')).data.person.contact.phone).toBe(PHONE);
    expect((await recordsOf(themselves(id), id)).nodes).toMatchObject([{ purpose: 'EMERGENCY', reason: '燃气泄漏' }]);
  });

  it('waits for the auditor’s review, which the person sees', async () => {
    const id = await registered();
    await read(officer, id, 'EMERGENCY', '燃气泄漏');
    const [record] = (await unreviewed()) as [string];
    const { data } = await review(auditor, record);
    expect(data.reviewEmergencyRead).toEqual({
      id: record,
      justified: true,
      reviewedAt: NOW,
      note: 'Spoke with the family.',
    });
    expect(await unreviewed()).not.toContain(record);
    expect((await recordsOf(themselves(id), id)).nodes).toMatchObject([{ justified: true, reviewedAt: NOW }]);
  });

  it('is reviewed once, by another than the reader, in the auditor’s territory', async () => {
    const id = await registered();
    const both: Viewer = { person: personId(50), roles: [...officer.roles, ...auditor.roles] };
    await read(both, id, 'EMERGENCY', '燃气泄漏');
    const [record] = (await unreviewed()) as [string];
    const answers = [
      await review(both, record),
      await review(auditorElsewhere, record),
      await review(officer, record),
      await review(auditor, record, ' '),
      await review(auditor, 'nothing'),
      await review(auditor, record),
      await review(auditor, record),
    ];
    expect(answers.map(refusals)).toEqual([
      [['FORBIDDEN', undefined]],
      [['NOT_FOUND', 'record']],
      [['FORBIDDEN', undefined]],
      [['BAD_USER_INPUT', 'note']],
      [['NOT_FOUND', 'record']],
      [],
      [['REVIEWED_ALREADY', 'record']],
    ]);
  });

  it('alone is reviewed, no read with consent', async () => {
    const id = await registered();
    await consentTo('CASE_HANDLING', id);
    await read(officer, id);
    const { data } = await suite.as(auditor).ask(`{ person(id: "${id}") { accessRecords { nodes { id } } } }`);
    expect(refusals(await review(auditor, data.person.accessRecords.nodes[0].id))).toEqual([
      ['NOTHING_TO_REVIEW', 'record'],
    ]);
  });
});
