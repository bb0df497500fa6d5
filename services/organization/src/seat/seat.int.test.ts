import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import { personId } from '@linli/testkit/viewers';
import {
  changesBy,
  COMMUNITY,
  ELSEWHERE,
  idOf,
  officer,
  officerElsewhere,
  organizationSuite,
  refusals,
  resident,
  rowsOf,
  UNIT,
  UNIT_NOT_CONFIRMED,
  type OrganizationSuite,
} from '../organization.suite.js';
import { snapshotSources } from '../snapshot.js';

let suite: OrganizationSuite;
let person: string;
let branch: string;
beforeAll(async () => {
  suite = await organizationSuite();
  person = await idOf(by().register({ name: '王小明' }));
  branch = await idOf(by().found());
});
afterAll(() => suite.end());

const by = (viewer: Viewer = officer) => changesBy(suite.as(viewer));
const end = (id: string, on: string, viewer: Viewer = officer) =>
  suite.as(viewer).ask(`mutation { endSeat(id: "${id}", on: "${on}") { id endsOn } }`);
const seatsOf = async (organization: string, on: string | null, viewer: Viewer = PUBLIC) =>
  (
    await suite
      .as(viewer)
      .ask('query ($id: ID!, $on: Date) { partyOrganization(id: $id) { secretary { id } seats(on: $on) { title } } }', {
        id: organization,
        on,
      })
  ).data.partyOrganization;

describe('a seat', () => {
  it('is taken by a person, who may hold two offices', async () => {
    const { data } = await by().appoint({ person, partyOrganization: branch });
    expect(data.appoint).toMatchObject({
      title: 'SECRETARY',
      concurrent: false,
      endsOn: null,
      person: { id: person, displayName: '王小明' },
      in: { id: branch },
    });
    const second = await suite
      .as(officer)
      .ask(`mutation ($input: AppointInput!) { appoint(input: $input) { concurrent office unit { id } } }`, {
        input: {
          person,
          partyOrganization: branch,
          title: 'DIRECTOR',
          office: '楼长',
          concurrent: true,
          unit: UNIT,
          startsOn: '2026-01-01',
        },
      });
    expect(second.data.appoint).toEqual({ concurrent: true, office: '楼长', unit: { id: UNIT } });
  });

  it.each([
    ['a person who is not there', () => ({ person: personId(98), partyOrganization: branch }), 'input.person'],
    [
      'an organisation that is not there',
      () => ({ person, partyOrganization: personId(98) }),
      'input.partyOrganization',
    ],
    ['no organisation', () => ({ person }), 'input.partyOrganization'],
    [
      'a leader of a unit that is not confirmed',
      () => ({ person, partyOrganization: branch, title: 'MANAGER', unit: UNIT_NOT_CONFIRMED }),
      'input.unit',
    ],
    [
      'a unit that is no id',
      () => ({ person, partyOrganization: branch, title: 'MANAGER', unit: 'bank' }),
      'input.unit',
    ],
    [
      'an end before the start',
      () => ({ person, partyOrganization: branch, title: 'MANAGER', endsOn: '2025-12-31' }),
      'input.endsOn',
    ],
  ])('is not given to %s', async (_, input, path) => {
    expect(refusals(await by().appoint(input()))).toEqual([['BAD_USER_INPUT', path]]);
  });

  it('is not given to someone whom the area does not look after, though all may see their mask', async () => {
    const elsewhere = changesBy(suite.as(officerElsewhere));
    const known = await idOf(elsewhere.register({ name: '赵子龙', territory: ELSEWHERE }));
    const theirs = await idOf(elsewhere.found({ area: ELSEWHERE }));
    await idOf(elsewhere.appoint({ person: known, partyOrganization: theirs }));
    const { data } = await suite.as(officer).ask(`{ person(id: "${known}") { displayName } }`);
    expect(data.person).toEqual({ displayName: '赵**' });
    const answer = await by().appoint({ person: known, partyOrganization: branch, title: 'MANAGER' });
    expect(refusals(answer)).toEqual([['BAD_USER_INPUT', 'input.person']]);
  });

  it('of the secretary is one at a time, also when two are appointed at once', async () => {
    const organization = await idOf(by().found());
    const others = await Promise.all(['李', '张', '赵'].map((name) => idOf(by().register({ name: `${name}三` }))));
    const answers = await Promise.all(
      others.map((other) => by().appoint({ person: other, partyOrganization: organization })),
    );
    expect(answers.flatMap(refusals).map(([code]) => code)).toEqual(['SEAT_TAKEN', 'SEAT_TAKEN']);
  });

  it('is given and ended by officers of the area; elsewhere there is no such organisation or seat', async () => {
    const organization = await idOf(by().found());
    const seat = await idOf(by().appoint({ person, partyOrganization: organization }));
    const appointing = [PUBLIC, resident, officerElsewhere].map((viewer) =>
      by(viewer).appoint({ person, partyOrganization: organization }),
    );
    expect((await Promise.all(appointing)).flatMap(refusals).map(([code]) => code)).toEqual([
      'UNAUTHENTICATED',
      'FORBIDDEN',
      'BAD_USER_INPUT',
    ]);
    expect(refusals(await end(seat, '2026-11-20', officerElsewhere))).toEqual([['NOT_FOUND', 'id']]);
  });

  it('ends with a day, and is shown of past days to whoever may know its holder', async () => {
    const organization = await idOf(by().found());
    const seat = await idOf(by().appoint({ person, partyOrganization: organization, title: 'GROUP_LEADER' }));
    expect((await end(seat, '2026-11-19')).data.endSeat).toEqual({ id: seat, endsOn: '2026-11-19' });
    expect(refusals(await end(seat, '2026-11-18'))).toEqual([['SEAT_ENDED', undefined]]);
    const leader = { seats: [{ title: 'GROUP_LEADER' }] };
    expect(await seatsOf(organization, null)).toEqual({ secretary: null, seats: [] });
    expect(await seatsOf(organization, '2026-11-19', officer)).toMatchObject(leader);
    expect(await seatsOf(organization, '2026-11-20', officer)).toMatchObject({ seats: [] });
  });

  it('of a past day is not there for whoever may not know who held it', async () => {
    const stranger = await idOf(by().register());
    const organization = await idOf(by().found());
    const seat = await idOf(by().appoint({ person: stranger, partyOrganization: organization, endsOn: '2026-11-19' }));
    expect(await seatsOf(organization, '2026-11-19')).toMatchObject({ seats: [] });
    const { data } = await suite
      .as(PUBLIC)
      .ask('query ($of: [_Any!]!) { _entities(representations: $of) { ... on Seat { id } } }', {
        of: [{ __typename: 'Seat', id: seat }],
      });
    expect(data._entities).toEqual([null]);
  });

  it('is told to other services by ids and days', async () => {
    const organization = await idOf(by().found());
    const seat = await idOf(by().appoint({ person, partyOrganization: organization }));
    await end(seat, '2026-12-31');
    const events = await rowsOf<{ type: string; version: string; payload: Record<string, unknown> }>(
      suite,
      sql`select type, version::text, payload from outbox where aggregateid = ${seat} order by position`,
    );
    const fact = { id: seat, organization, person, title: 'SECRETARY', startsOn: '2026-01-01', area: COMMUNITY };
    expect(events).toEqual([
      { type: 'SeatTaken', version: '1', payload: { ...fact, endsOn: null } },
      { type: 'SeatEnded', version: '2', payload: { ...fact, endsOn: '2026-12-31' } },
    ]);
    const [, seats] = snapshotSources(suite.clock);
    const rows = (await seats?.page(suite.worker.em.fork(), null, 1_000)) ?? [];
    expect(rows.find(({ key }) => key === seat)).toEqual({ key: seat, version: 2, payload: events[1]?.payload });
  });
});

it('the snapshot of organisations goes page by page in the order of their keys', async () => {
  const [organizations] = snapshotSources(suite.clock);
  const all = (await organizations?.page(suite.worker.em.fork(), null, 1_000)) ?? [];
  const rest = await organizations?.page(suite.worker.em.fork(), all[0]?.key ?? null, 1_000);
  expect(rest).toEqual(all.slice(1));
  expect(all.find(({ key }) => key === branch)?.payload).toEqual({
    id: branch,
    name: '第一党支部',
    level: 'BRANCH',
    kind: 'TERRITORIAL',
    area: COMMUNITY,
    parent: null,
    dissolvedOn: null,
    grids: [],
    buildings: [],
  });
});
