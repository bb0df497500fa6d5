import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import {
  activeUnit,
  analyst,
  applicant,
  apply,
  codesOf,
  COMMUNITY,
  ELSEWHERE,
  eventsOf,
  gridWorker,
  NOBODY,
  officer,
  officerElsewhere,
  officerNextDoor,
  registered,
  representativeOf,
  resident,
  STREET,
  volunteerSuite,
  type VolunteerSuite,
} from '../volunteer.suite.js';

let suite: VolunteerSuite;
let unit: string;
beforeAll(async () => {
  suite = await volunteerSuite();
  unit = await activeUnit(suite, { name: '县农商银行', kind: 'BANK' });
});
afterAll(() => suite.end());

const draft = (viewer: Viewer, input: Record<string, unknown> = {}) =>
  suite.as(viewer).ask(
    `mutation ($input: DraftAgreementInput!) { draftAgreement(input: $input) {
      id community { code } unit { id } status title text signedByCommunityOn signedByUnitOn signedOn endsOn resources { id } } }`,
    { input: { community: COMMUNITY, unit, title: '共建协议', text: '双方约定如下。', ...input } },
  );
const drafted = async (input: Record<string, unknown> = {}): Promise<string> =>
  (await draft(officer, input)).data.draftAgreement.id;
const sign = (viewer: Viewer, id: string, side: 'COMMUNITY' | 'UNIT', signedOn = '2026-11-18') =>
  suite.as(viewer).ask(
    `mutation ($id: ID!, $side: AgreementSide!, $signedOn: Date!) { signAgreement(id: $id, side: $side, signedOn: $signedOn) {
      status signedByCommunityOn signedByUnitOn signedOn } }`,
    { id, side, signedOn },
  );
const seenBy = async (viewer: Viewer, id: string) =>
  (await suite.as(viewer).ask(`{ agreement(id: "${id}") { id } }`)).data.agreement !== null;

describe('drafting an agreement', () => {
  it('is done by an officer of the community, with resources of the unit', async () => {
    const resource = await registered(suite, unit);
    const answer = await draft(officer, { resources: [resource], endsOn: '2027-11-20' });
    expect(answer.errors).toEqual([]);
    expect(answer.data.draftAgreement).toEqual({
      id: expect.any(String),
      community: { code: COMMUNITY },
      unit: { id: unit },
      status: 'DRAFT',
      title: '共建协议',
      text: '双方约定如下。',
      signedByCommunityOn: null,
      signedByUnitOn: null,
      signedOn: null,
      endsOn: '2027-11-20',
      resources: [{ id: resource }],
    });
  });

  it('is refused to others', async () => {
    const viewers = [officerElsewhere, resident, representativeOf(unit), PUBLIC];
    const answers = await Promise.all(viewers.map((viewer) => draft(viewer)));
    expect(answers.map(({ errors }) => errors[0]?.code)).toEqual([
      'FORBIDDEN',
      'FORBIDDEN',
      'FORBIDDEN',
      'UNAUTHENTICATED',
    ]);
  });

  it('refuses what does not exist by its path, and makes nothing', async () => {
    const own = await registered(suite, unit);
    const foreign = await registered(suite, await activeUnit(suite));
    const answers = [
      await draft(officer, { unit: NOBODY }),
      await draft(officer, { community: `${COMMUNITY}001` }),
      await draft(officer, { title: '唯一', resources: [own, foreign] }),
      await draft(officer, { resources: ['nothing'] }),
      await draft(officer, { text: '电话 13800138000' }),
    ];
    expect(answers.map(codesOf)).toEqual([
      [['BAD_USER_INPUT', 'input.unit']],
      [['BAD_USER_INPUT', 'input.community']],
      [['BAD_USER_INPUT', 'input.resources.1']],
      [['BAD_USER_INPUT', 'input.resources.0']],
      [['BAD_USER_INPUT', 'input.text']],
    ]);
    const { data } = await suite.as(officer).ask(`{ unit(id: "${unit}") { agreements { title } } }`);
    expect(data.unit.agreements).not.toContainEqual({ title: '唯一' });
  });

  it('waits until a community has confirmed the unit', async () => {
    const waiting = (await apply(suite.as(applicant))).data.applyAsUnit.id;
    expect(codesOf(await draft(officer, { unit: waiting }))).toEqual([['UNIT_NOT_ACTIVE', 'input.unit']]);
  });
});

describe('signing an agreement', () => {
  it('takes both sides; it is signed on the later of their days', async () => {
    const id = await drafted();
    const first = await sign(representativeOf(unit), id, 'UNIT', '2026-11-19');
    const last = await sign(officer, id, 'COMMUNITY', '2026-11-18');
    expect([first.data.signAgreement, last.data.signAgreement]).toEqual([
      { status: 'DRAFT', signedByCommunityOn: null, signedByUnitOn: '2026-11-19', signedOn: null },
      { status: 'SIGNED', signedByCommunityOn: '2026-11-18', signedByUnitOn: '2026-11-19', signedOn: '2026-11-19' },
    ]);
    const events = await eventsOf(suite, id);
    expect(events.map(({ type, version, payload }) => [type, version, payload['status'], payload['signedOn']])).toEqual(
      [
        ['AgreementDrafted', 1, 'DRAFT', null],
        ['AgreementSigned', 2, 'DRAFT', null],
        ['AgreementSigned', 3, 'SIGNED', '2026-11-19'],
      ],
    );
    expect(Object.keys(events[0]?.payload ?? {}).toSorted()).toEqual(['community', 'id', 'signedOn', 'status', 'unit']);
  });

  it('holds when both sides sign at the same time', async () => {
    const id = await drafted();
    const answers = await Promise.all([sign(representativeOf(unit), id, 'UNIT'), sign(officer, id, 'COMMUNITY')]);
    expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
    const { data } = await suite.as(PUBLIC).ask(`{ agreement(id: "${id}") { status signedOn } }`);
    expect(data.agreement).toEqual({ status: 'SIGNED', signedOn: '2026-11-18' });
  });

  it('lets each side sign for itself alone', async () => {
    const id = await drafted();
    const answers = [
      await sign(officer, id, 'UNIT'),
      await sign(representativeOf(unit), id, 'COMMUNITY'),
      await sign(representativeOf(NOBODY), id, 'UNIT'),
      await sign(officerElsewhere, id, 'COMMUNITY'),
    ];
    expect(answers.map(({ errors }) => [errors[0]?.code, errors[0]?.extensions['allowed']])).toEqual([
      ['FORBIDDEN', ['UNIT_REPRESENTATIVE']],
      ['FORBIDDEN', ['COMMUNITY_OFFICER', 'STREET_OFFICER', 'DISTRICT_OFFICER', 'CITY_OFFICER']],
      ['NOT_FOUND', undefined],
      ['NOT_FOUND', undefined],
    ]);
  });

  it('refuses a second signature, a day to come and a day after its end', async () => {
    const id = await drafted({ endsOn: '2026-11-19' });
    await sign(officer, id, 'COMMUNITY');
    const answers = [
      await sign(officer, id, 'COMMUNITY'),
      await sign(representativeOf(unit), id, 'UNIT', '2026-11-21'),
      await sign(representativeOf(unit), id, 'UNIT', '2026-11-20'),
    ];
    expect(answers.map(codesOf)).toEqual([
      [['AGREEMENT_SIGNED_ALREADY', undefined]],
      [['BAD_USER_INPUT', 'signedOn']],
      [['BAD_USER_INPUT', 'signedOn']],
    ]);
  });
});

describe('who sees an agreement', () => {
  it('is everyone once it is signed, its two sides and the staff around them while it is a draft', async () => {
    const id = await drafted();
    const viewers = [
      PUBLIC,
      resident,
      officerElsewhere,
      officerNextDoor,
      officer,
      gridWorker,
      analyst,
      representativeOf(unit),
    ];
    const see = () => Promise.all(viewers.map((viewer) => seenBy(viewer, id)));
    expect(await see()).toEqual([false, false, false, false, true, true, true, true]);
    await sign(officer, id, 'COMMUNITY');
    await sign(representativeOf(unit), id, 'UNIT');
    expect(new Set(await see())).toEqual(new Set([true]));
  });

  it('holds on every path alike: a draft is in no list, count or entity of others', async () => {
    const other = await activeUnit(suite, { community: ELSEWHERE });
    const id = (await draft(officerElsewhere, { community: ELSEWHERE, unit: other })).data.draftAgreement.id as string;
    const paths = async (viewer: Viewer) => {
      const { data } = await suite.as(viewer).ask(
        `query ($of: [_Any!]!) { unit(id: "${other}") { agreements { id } } _entities(representations: $of) {
          ... on Agreement { id } ... on Area { agreements { totalCount nodes { id } } } } }`,
        {
          of: [
            { __typename: 'Agreement', id },
            { __typename: 'Area', code: ELSEWHERE },
          ],
        },
      );
      return [data.unit.agreements, data._entities];
    };
    expect(await paths(officer)).toEqual([[], [null, { agreements: { totalCount: 0, nodes: [] } }]]);
    expect(await paths(officerElsewhere)).toEqual([
      [{ id }],
      [{ id }, { agreements: { totalCount: 1, nodes: [{ id }] } }],
    ]);
  });
});

describe('lists of agreements', () => {
  it('are read for 1 and for 50 places, with units and resources, by the same number of statements', async () => {
    await drafted({ resources: [await registered(suite, unit)] });
    const ask = (n: number) =>
      suite.as(officer).ask(
        `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Area {
          agreements(status: DRAFT) { totalCount nodes { unit { name } resources { id } } } } } }`,
        {
          of: Array.from({ length: n }, (_, i) => ({
            __typename: 'Area',
            code: `${STREET}${String(i + 1).padStart(3, '0')}`,
          })),
        },
      );
    const answers = [await ask(1), await ask(50)];
    expect(answers.map(({ errors, statements }) => [errors, statements.length])).toEqual([
      [[], 4],
      [[], 4],
    ]);
  });
});
