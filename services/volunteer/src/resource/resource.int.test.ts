import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import {
  activeUnit,
  analyst,
  applicant,
  apply,
  claim,
  CLOSED_GRID,
  codesOf,
  COMMUNITY,
  ELSEWHERE,
  eventsOf,
  GRID,
  gridWorker,
  NOBODY,
  officer,
  officerElsewhere,
  register,
  registered,
  representativeOf,
  resident,
  volunteerSuite,
  type VolunteerSuite,
} from '../volunteer.suite.js';

let suite: VolunteerSuite;
let unit: string;
beforeAll(async () => {
  suite = await volunteerSuite();
  unit = await activeUnit(suite);
});
afterAll(() => suite.end());

const update = (viewer: Viewer, id: string, input: Record<string, unknown>) =>
  suite.as(viewer).ask(
    `mutation ($id: ID!, $input: UpdateResourceInput!) { updateResource(id: $id, input: $input) {
      title quantity remaining availableFrom availableUntil status } }`,
    { id, input },
  );
const close = (viewer: Viewer, id: string) =>
  suite.as(viewer).ask('mutation ($id: ID!) { closeResource(id: $id) { status remaining } }', { id });
const seenBy = async (viewer: Viewer, id: string) =>
  (await suite.as(viewer).ask(`{ resource(id: "${id}") { id } }`)).data.resource !== null;

describe('registering a resource', () => {
  it('is done by the unit, which offers the whole of it', async () => {
    const answer = await register(suite.as(representativeOf(unit)), unit, {
      availableFrom: '2026-11-01',
      availableUntil: '2026-12-31',
      territories: [COMMUNITY, GRID],
    });
    expect(answer.errors).toEqual([]);
    expect(answer.data.registerResource).toEqual({
      id: expect.any(String),
      unit: { id: unit },
      title: '心理咨询',
      field: 'PSYCHOLOGY',
      form: 'PEOPLE',
      quantity: 37,
      measure: 'PERSON_HOUR',
      remaining: 37,
      availableFrom: '2026-11-01',
      availableUntil: '2026-12-31',
      territories: [COMMUNITY, GRID],
      status: 'OPEN',
    });
  });

  it('may be done by officers where the unit reports, and by nobody else', async () => {
    const viewers = [officer, officerElsewhere, representativeOf(NOBODY), resident, PUBLIC];
    const answers = await Promise.all(viewers.map((viewer) => register(suite.as(viewer), unit)));
    expect(answers.map(({ errors }) => errors[0]?.code)).toEqual([
      undefined,
      'FORBIDDEN',
      'FORBIDDEN',
      'FORBIDDEN',
      'UNAUTHENTICATED',
    ]);
  });

  it.each([
    ['a unit that is not there', { unit: NOBODY }, 'input.unit'],
    ['a quantity of none', { quantity: 0 }, 'input.quantity'],
    ['an end before its start', { availableFrom: '2026-12-02', availableUntil: '2026-12-01' }, 'input.availableUntil'],
    ['a territory that is not there', { territories: [COMMUNITY, '340705402099'] }, 'input.territories.1'],
    ['a grid that was closed', { territories: [CLOSED_GRID] }, 'input.territories.0'],
    ['an agreement that is not there', { agreement: NOBODY }, 'input.agreement'],
    ['a phone number in the title', { title: '电话13800138000' }, 'input.title'],
  ])('refuses %s', async (_, input, path) => {
    expect(codesOf(await register(suite.as(officer), unit, input))).toEqual([['BAD_USER_INPUT', path]]);
  });

  it('waits until a community has confirmed the unit', async () => {
    const waiting = (await apply(suite.as(applicant))).data.applyAsUnit.id;
    expect(codesOf(await register(suite.as(officer), waiting))).toEqual([['UNIT_NOT_ACTIVE', 'input.unit']]);
  });

  it('puts it on the list of an agreement of the unit, of no other', async () => {
    const draft = async (of: string): Promise<string> =>
      (
        await suite
          .as(officer)
          .ask('mutation ($input: DraftAgreementInput!) { draftAgreement(input: $input) { id } }', {
            input: { community: COMMUNITY, unit: of, title: '协议', text: '约定' },
          })
      ).data.draftAgreement.id;
    const [own, foreign] = [await draft(unit), await draft(await activeUnit(suite))];
    const resource = await registered(suite, unit, { agreement: own });
    const { data } = await suite.as(officer).ask(`{ agreement(id: "${own}") { resources { id } } }`);
    expect(data.agreement.resources).toEqual([{ id: resource }]);
    expect(codesOf(await register(suite.as(officer), unit, { agreement: foreign }))).toEqual([
      ['BAD_USER_INPUT', 'input.agreement'],
    ]);
  });

  it('makes one resource of a key that comes twice', async () => {
    const client = suite.as(officer, { idempotencyKey: 'offer-1' });
    const [once, again] = [await register(client, unit), await register(client, unit)];
    expect(again.data.registerResource.id).toBe(once.data.registerResource.id);
  });
});

describe('changing a resource', () => {
  it('raises and lowers what remains with the quantity', async () => {
    const id = await registered(suite, unit);
    await claim(suite.as(officer), id, { quantity: 30 });
    const answers = [
      await update(officer, id, { quantity: 40 }),
      await update(representativeOf(unit), id, { quantity: 30 }),
    ];
    expect(answers.map(({ data }) => data.updateResource)).toEqual([
      expect.objectContaining({ quantity: 40, remaining: 10, status: 'OPEN' }),
      expect.objectContaining({ quantity: 30, remaining: 0, status: 'EXHAUSTED' }),
    ]);
  });

  it('never goes below what is claimed', async () => {
    const id = await registered(suite, unit);
    await claim(suite.as(officer), id, { quantity: 30 });
    const { errors } = await update(officer, id, { quantity: 29, title: '别的' });
    expect(errors).toEqual([
      expect.objectContaining({
        code: 'RESOURCE_CLAIMED_BEYOND',
        extensions: expect.objectContaining({ claimed: 30 }),
      }),
    ]);
    const { data } = await suite.as(officer).ask(`{ resource(id: "${id}") { title quantity remaining } }`);
    expect(data.resource).toEqual({ title: '心理咨询', quantity: 37, remaining: 7 });
  });

  it('leaves what is not given, and takes off a day that is given as null', async () => {
    const id = await registered(suite, unit, { availableFrom: '2026-11-01', availableUntil: '2026-11-30' });
    const { data } = await update(officer, id, { title: '法律咨询', availableUntil: null });
    expect(data.updateResource).toMatchObject({
      title: '法律咨询',
      quantity: 37,
      availableFrom: '2026-11-01',
      availableUntil: null,
    });
    expect(codesOf(await update(officer, id, { availableUntil: '2026-10-31' }))).toEqual([
      ['BAD_USER_INPUT', 'input.availableUntil'],
    ]);
  });

  it('is for the unit and the officers where it reports', async () => {
    const id = await registered(suite, unit);
    const viewers = [officerElsewhere, representativeOf(NOBODY), resident, PUBLIC];
    const answers = await Promise.all(viewers.map((viewer) => update(viewer, id, { quantity: 1 })));
    expect(answers.map(({ errors }) => errors[0]?.code)).toEqual([
      'FORBIDDEN',
      'FORBIDDEN',
      'FORBIDDEN',
      'UNAUTHENTICATED',
    ]);
  });

  it('ends with its closing', async () => {
    const id = await registered(suite, unit);
    expect((await close(representativeOf(unit), id)).data.closeResource).toEqual({ status: 'CLOSED', remaining: 37 });
    const answers = [
      await close(officer, id),
      await update(officer, id, { quantity: 50 }),
      await claim(suite.as(officer), id),
    ];
    expect(answers.map(({ errors }) => errors[0]?.code)).toEqual([
      'RESOURCE_CLOSED',
      'RESOURCE_CLOSED',
      'RESOURCE_CLOSED',
    ]);
    expect((await eventsOf(suite, id)).map(({ type, version }) => [type, version])).toEqual([
      ['ResourceRegistered', 1],
      ['ResourceClosed', 2],
    ]);
  });
});

describe('who sees a resource', () => {
  it('is everyone while it is open or exhausted, its unit and those who work anywhere once it is closed', async () => {
    const [id, own] = [await registered(suite, unit, { quantity: 1 }), representativeOf(unit)];
    const viewers = [PUBLIC, resident, representativeOf(NOBODY), own, officer, officerElsewhere, gridWorker, analyst];
    const see = () => Promise.all(viewers.map((viewer) => seenBy(viewer, id)));
    const open = await see();
    await claim(suite.as(officer), id);
    const exhausted = await see();
    await close(own, id);
    expect([new Set(open), new Set(exhausted), await see()]).toEqual([
      new Set([true]),
      new Set([true]),
      [false, false, false, true, true, true, true, true],
    ]);
    const { data } = await suite.as(PUBLIC).ask(
      `query ($of: [_Any!]!) { unit(id: "${unit}") { resources(status: CLOSED) { totalCount } }
        resources(status: CLOSED) { totalCount nodes { id } } _entities(representations: $of) { ... on Resource { id } } }`,
      { of: [{ __typename: 'Resource', id }] },
    );
    expect(data).toEqual({
      unit: { resources: { totalCount: 0 } },
      resources: { totalCount: 0, nodes: [] },
      _entities: [null],
    });
  });
});

describe('lists of resources', () => {
  const find = async (args: string) =>
    (await suite.as(PUBLIC).ask(`{ resources(${args}) { totalCount nodes { id } } }`)).data.resources as {
      totalCount: number;
      nodes: { id: string }[];
    };

  it('hold what can be used in a territory: there, around it, in it, or anywhere', async () => {
    const field = 'REPAIR';
    const [anywhere, there, around, inside] = [
      await registered(suite, unit, { field }),
      await registered(suite, unit, { field, territories: [COMMUNITY] }),
      await registered(suite, unit, { field, territories: ['3407'] }),
      await registered(suite, unit, { field, territories: [GRID] }),
    ];
    await registered(suite, unit, { field, territories: [ELSEWHERE] });
    const found = await find(`within: "${COMMUNITY}", field: REPAIR`);
    expect(found).toEqual({ totalCount: 4, nodes: [inside, around, there, anywhere].map((id) => ({ id })) });
  });

  it('hold the form and status that are asked for', async () => {
    const id = await registered(suite, unit, { field: 'VENUE', form: 'VENUE', quantity: 1 });
    await registered(suite, unit, { field: 'VENUE', form: 'GOODS' });
    await claim(suite.as(officer), id);
    expect(await find('field: VENUE, form: VENUE, status: EXHAUSTED')).toEqual({ totalCount: 1, nodes: [{ id }] });
    expect((await find('field: VENUE, form: VENUE, status: OPEN')).nodes).toEqual([]);
  });

  it('of 1 and of 50 units, with their claims, are read by the same number of statements', async () => {
    const id = await registered(suite, unit);
    await claim(suite.as(officer), id);
    const units = [unit, ...(await Promise.all(Array.from({ length: 9 }, () => activeUnit(suite))))];
    const ask = (n: number) =>
      suite.as(PUBLIC).ask(
        `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Unit { name resources(first: 2) { totalCount
          nodes { unit { name } claims(first: 3) { totalCount nodes { resource { title } community { code } } } } } } } }`,
        { of: Array.from({ length: n }, (_, at) => ({ __typename: 'Unit', id: units[at % units.length] })) },
      );
    const answers = [await ask(1), await ask(50)];
    // Units, resources and their total, claims and their total, the resources of claims; no transaction.
    expect(answers.map(({ errors, statements }) => [errors, statements.length])).toEqual([
      [[], 6],
      [[], 6],
    ]);
  });

  it('count nothing unless the total is asked for', async () => {
    const { statements } = await suite.as(PUBLIC).ask(`{ resources(within: "${COMMUNITY}") { nodes { id } } }`);
    expect(statements).toHaveLength(1);
  });
});
