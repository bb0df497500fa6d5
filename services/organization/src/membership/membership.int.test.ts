import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import { personId } from '@linli/testkit/viewers';
import {
  changesBy,
  COMMUNITY,
  ELSEWHERE,
  everywhere,
  gridWorker,
  idOf,
  officer,
  officerElsewhere,
  organizationSuite,
  refusals,
  resident,
  rowsOf,
  type OrganizationSuite,
} from '../organization.suite.js';

let suite: OrganizationSuite;
let committee: string;
let branch: string;
let workplace: string;
beforeAll(async () => {
  suite = await organizationSuite();
  committee = await idOf(by().found({ name: '社区党委', level: 'COMMUNITY_COMMITTEE' }));
  branch = await idOf(by().found({ parent: committee }));
  workplace = await idOf(by(officerElsewhere).found({ name: '银行支部', kind: 'WORKPLACE', area: ELSEWHERE }));
});
afterAll(() => suite.end());

const by = (viewer: Viewer = officer) => changesBy(suite.as(viewer));
const registered = (viewer = officer, territory = COMMUNITY) => idOf(by(viewer).register({ territory }));
const admitted = async (organization: string, viewer = officer, territory = COMMUNITY) => {
  const person = await registered(viewer, territory);
  return { person, membership: await idOf(by(viewer).admit({ person, organization })) };
};
const report = (viewer: Viewer, membership: string, organization: string, on = '2026-11-20') =>
  suite.as(viewer).ask(
    `mutation { reportToCommunity(membership: "${membership}", organization: "${organization}", on: "${on}") {
      reportedOn organization { id } residentialOrganization { id } person { displayName } } }`,
  );
const display = (viewer: Viewer, membership: string, publicly = true) =>
  suite
    .as(viewer)
    .ask(`mutation { displayMembership(membership: "${membership}", publicly: ${publicly}) { publiclyDisplayed } }`);
const countsOf = async (id: string): Promise<[number, number]> => {
  const { data, statements } = await suite
    .as(PUBLIC)
    .ask(`{ partyOrganization(id: "${id}") { memberCount reportedMemberCount } }`);
  expect(statements.filter((statement) => statement.includes('party_membership'))).toEqual([]);
  return [data.partyOrganization.memberCount, data.partyOrganization.reportedMemberCount];
};
const membershipFor = async (viewer: Viewer, person: string) =>
  (await suite.as(viewer).ask(`{ person(id: "${person}") { displayName membership { id } } }`)).data.person;

describe('a membership', () => {
  it('is counted over the whole subtree, without a membership being read', async () => {
    const before = await countsOf(committee);
    await admitted(branch);
    await idOf(by().admit({ person: await registered(), organization: branch, status: 'PROBATIONARY' }));
    await idOf(by().admit({ person: await registered(), organization: branch, status: 'APPLICANT' }));
    expect(await countsOf(committee)).toEqual([before[0] + 2, before[1]]);
  });

  it('counts nowhere when it is kept in an organisation of a secondary kind', async () => {
    const alliance = await idOf(by().found({ name: '商圈支部', kind: 'BUSINESS_DISTRICT', parent: committee }));
    const before = await countsOf(committee);
    await admitted(alliance);
    expect([await countsOf(alliance), await countsOf(committee)]).toEqual([[0, 0], before]);
  });

  it('is one for a person, wherever the other is kept', async () => {
    const { person } = await admitted(branch);
    const { errors } = await by(everywhere).admit({ person, organization: workplace });
    expect(errors[0]).toMatchObject({ code: 'MEMBERSHIP_OPEN', extensions: { path: 'input.person' } });
  });

  it.each([
    ['a person who is not there', async () => ({ person: personId(98), organization: branch }), 'input.person'],
    [
      'a person elsewhere',
      async () => ({ person: await registered(officerElsewhere, ELSEWHERE), organization: branch }),
      'input.person',
    ],
    [
      'an organisation elsewhere',
      async () => ({ person: await registered(), organization: workplace }),
      'input.organization',
    ],
    [
      'a day to come',
      async () => ({ person: await registered(), organization: branch, joinedOn: '2026-11-21' }),
      'input.joinedOn',
    ],
  ])('is not made for %s', async (_, input, path) => {
    expect(refusals(await by().admit(await input()))).toEqual([['BAD_USER_INPUT', path]]);
  });

  it('is made by officers alone', async () => {
    const input = { person: await registered(), organization: branch };
    const answers = await Promise.all([PUBLIC, resident, gridWorker].map((viewer) => by(viewer).admit(input)));
    expect(answers.flatMap(refusals).map(([code]) => code)).toEqual(['UNAUTHENTICATED', 'FORBIDDEN', 'FORBIDDEN']);
  });
});

describe('reporting at home', () => {
  it('is counted at home apart, while the member stays one at work', async () => {
    const { person, membership } = await admitted(workplace, officerElsewhere, ELSEWHERE);
    const before = { home: await countsOf(committee), work: await countsOf(workplace) };
    const { data, errors } = await report({ person, roles: [] }, membership, branch);
    expect(errors).toEqual([]);
    expect(data.reportToCommunity).toEqual({
      reportedOn: '2026-11-20',
      organization: { id: workplace },
      residentialOrganization: { id: branch },
      person: { displayName: '王小明' },
    });
    expect(await countsOf(workplace)).toEqual(before.work);
    expect(await countsOf(committee)).toEqual([before.home[0], before.home[1] + 1]);
    expect(await membershipFor(officer, person)).toEqual({ displayName: '王**', membership: { id: membership } });
    await report({ person, roles: [] }, membership, committee);
    expect([await countsOf(branch), await countsOf(committee)]).toEqual([
      [expect.any(Number), 0],
      [before.home[0], before.home[1] + 1],
    ]);
  });

  it('is done by the member or by an officer of both sides', async () => {
    const { membership } = await admitted(workplace, officerElsewhere, ELSEWHERE);
    const answers = [
      await report(PUBLIC, membership, branch),
      await report(officer, membership, branch),
      await report(officerElsewhere, membership, branch),
      await report(everywhere, membership, branch),
    ];
    expect(answers.map(refusals)).toEqual([
      [['UNAUTHENTICATED', undefined]],
      [['NOT_FOUND', 'membership']],
      [['BAD_USER_INPUT', 'organization']],
      [],
    ]);
  });

  it.each([
    ['the organisation that keeps the membership', () => workplace, '2026-11-20', 'organization'],
    ['a day to come', () => branch, '2026-11-21', 'on'],
  ])('refuses %s', async (_, organization, on, path) => {
    const { person, membership } = await admitted(workplace, officerElsewhere, ELSEWHERE);
    expect(refusals(await report({ person, roles: [] }, membership, organization(), on))).toEqual([
      ['BAD_USER_INPUT', path],
    ]);
  });
});

describe('who sees a membership', () => {
  it('shows it to the member and to officers, and to everyone once the member displays it', async () => {
    const { person, membership } = await admitted(branch);
    const member: Viewer = { person, roles: [] };
    expect(await membershipFor(member, person)).toEqual({ displayName: '王小明', membership: { id: membership } });
    expect(await membershipFor(officer, person)).toEqual({ displayName: '王**', membership: { id: membership } });
    expect([await membershipFor(PUBLIC, person), await membershipFor(resident, person)]).toEqual([null, null]);
    await display(member, membership);
    expect(await membershipFor(PUBLIC, person)).toEqual({ displayName: '王**', membership: { id: membership } });
    await display(member, membership, false);
    expect(await membershipFor(PUBLIC, person)).toBeNull();
  });

  it('is displayed by the member alone', async () => {
    const { membership } = await admitted(branch);
    const answers = await Promise.all(
      [PUBLIC, resident, officerElsewhere, officer].map((viewer) => display(viewer, membership)),
    );
    expect(answers.flatMap(refusals).map(([code]) => code)).toEqual([
      'UNAUTHENTICATED',
      'NOT_FOUND',
      'NOT_FOUND',
      'FORBIDDEN',
    ]);
  });

  it('lets nobody who only sees a displayed membership change it', async () => {
    const { person, membership } = await admitted(branch);
    await display({ person, roles: [] }, membership);
    expect(refusals(await display(resident, membership, false))).toEqual([['FORBIDDEN', undefined]]);
    expect(refusals(await report(officerElsewhere, membership, committee))).toEqual([['NOT_FOUND', 'membership']]);
  });

  it('lists and counts the members of 1 and of 50 organisations with the same number of statements', async () => {
    const ids: string[] = [];
    for (let at = 0; at < 50; at += 1) ids.push(await idOf(by().found({ parent: committee })));
    for (const id of ids.slice(0, 3)) await admitted(id);
    const ask = (n: number, viewer: Viewer) =>
      suite.as(viewer).ask(
        `query ($of: [_Any!]!) { _entities(representations: $of) { ... on PartyOrganization {
          members(first: 5) { totalCount nodes { status person { displayName } } } } } }`,
        { of: ids.slice(0, n).map((id) => ({ __typename: 'PartyOrganization', id })) },
      );
    const [one, fifty] = [await ask(1, officer), await ask(50, officer)];
    expect(fifty.data._entities[2].members).toEqual({
      totalCount: 1,
      nodes: [{ status: 'FULL', person: { displayName: '王**' } }],
    });
    // The organisations, and a session of four each for the pages, the totals and the people.
    expect([one.statements.length, fifty.statements.length]).toEqual([13, 13]);
    expect((await ask(1, PUBLIC)).data._entities[0].members).toEqual({ totalCount: 0, nodes: [] });
  });
});

describe('many at once', () => {
  it('are registered, admitted and reported 500 at a time, all or none, and counted', async () => {
    const name = (at: number) => `李${at}`;
    const inputs = Array.from({ length: 500 }, (_, at) => ({
      name: name(at),
      phone: '13905620000',
      territory: ELSEWHERE,
    }));
    const people = await suite
      .as(everywhere)
      .ask('mutation ($inputs: [RegisterPersonInput!]!) { registerPersons(inputs: $inputs) { id } }', { inputs });
    const ADMIT = 'mutation ($inputs: [AdmitMemberInput!]!) { admitMembers(inputs: $inputs) { id person { id } } }';
    const members = people.data.registerPersons.map(({ id }: { id: string }) => ({
      person: id,
      organization: workplace,
      status: 'FULL',
      joinedOn: '2020-07-01',
    }));
    const [before, home] = [await countsOf(workplace), await countsOf(branch)];
    const client = suite.as(everywhere, { idempotencyKey: 'all-500' });
    const admission = await client.ask(ADMIT, { inputs: members });
    expect((await client.ask(ADMIT, { inputs: members })).data).toEqual(admission.data);
    expect(admission.data.admitMembers.map(({ person }: { person: { id: string } }) => person.id)).toEqual(
      members.map(({ person }: { person: string }) => person),
    );
    const reported = await suite
      .as(everywhere)
      .ask(
        `mutation ($memberships: [ID!]!) { reportMembersToCommunity(memberships: $memberships, organization: "${branch}", on: "2026-11-20") { id } }`,
        { memberships: admission.data.admitMembers.slice(0, 142).map(({ id }: { id: string }) => id) },
      );
    expect([people, admission, reported].map(({ errors }) => errors)).toEqual([[], [], []]);
    expect(await countsOf(workplace)).toEqual([before[0] + 500, before[1]]);
    expect(await countsOf(branch)).toEqual([home[0], home[1] + 142]);
    expect(Math.max(...[people, admission, reported].map(({ statements }) => statements.length))).toBeLessThanOrEqual(
      20,
    );

    const late = [{ ...members[0], person: await registered() }, members[1]];
    const refused = await suite.as(everywhere).ask(ADMIT, { inputs: late });
    expect(refusals(refused)).toEqual([['MEMBERSHIP_OPEN', 'inputs.1.person']]);
    const twice = await suite.as(everywhere).ask(ADMIT, { inputs: [members[0], members[0]] });
    expect(refusals(twice)).toEqual([['BAD_USER_INPUT', 'inputs.1.person']]);
    expect(await countsOf(workplace)).toEqual([before[0] + 500, before[1]]);
  });

  it('leave counts that equal a recount', async () => {
    const rows = await rowsOf(
      suite,
      sql`select organization, members, reported from party_member_count
        except
        select o.id, count(m.id) filter (where m.organization = o.id)::int, count(m.id) filter (where m.organization <> o.id)::int
        from party_organization o left join party_membership m
          on o.id in (m.organization, m.residential_organization) and m.status in ('FULL', 'PROBATIONARY') and m.left_on is null
        group by o.id`,
    );
    expect(rows).toEqual([]);
  });
});
