import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import { accessesIn, PHONE, themselves } from '../access/access.suite.js';
import {
  auditor,
  changesBy,
  COMMUNITY,
  ELSEWHERE,
  everywhere,
  idOf,
  officer,
  organizationSuite,
  type OrganizationSuite,
} from '../organization.suite.js';

let suite: OrganizationSuite;
beforeAll(async () => {
  suite = await organizationSuite();
});
afterAll(() => suite.end());

const { registered, consentTo, read, recordsOf } = accessesIn(() => suite);
const NOW = '2026-11-20T02:00:00.000Z';
const held = async (viewer: Viewer, id: string) =>
  (await suite.as(viewer).ask(`{ person(id: "${id}") { heldInOrganization } }`)).data.person?.heldInOrganization;

it('a person gets a copy of all that is held about them, as does their auditor', async () => {
  const id = await registered({ address: '天井湖路 8 号' });
  await consentTo('CASE_HANDLING', id);
  await read(officer, id, 'CASE_HANDLING', '回电');
  const by = changesBy(suite.as(everywhere));
  const organization = await idOf(by.found({ area: ELSEWHERE }));
  await idOf(by.appoint({ person: id, partyOrganization: organization }));
  await idOf(by.admit({ person: id, organization }));
  const copy = await held(themselves(id), id);
  expect(copy).toMatchObject({
    person: {
      id,
      territory: COMMUNITY,
      mask: '王**',
      name: '王小明',
      phone: PHONE,
      address: '天井湖路 8 号',
      erasedAt: null,
    },
    consents: [{ purpose: 'CASE_HANDLING', givenAt: NOW, withdrawnAt: null }],
    disclosures: [{ level: 'MASK' }, { level: 'NAME' }],
    memberships: [{ organization: '第一党支部', joinedOn: '2020-07-01', leftOn: null }],
    seats: [{ organization: '第一党支部', title: 'SECRETARY', startsOn: '2026-01-01' }],
    accessRecords: [
      { readBy: 'community officer (天井湖社区居委会)', purpose: 'CASE_HANDLING', reason: '回电' },
      { readBy: 'the person themselves', purpose: 'INSPECTION', fields: ['name', 'phone', 'address'] },
    ],
  });
  const audited = await held(auditor, id);
  expect({ ...audited, accessRecords: audited.accessRecords.slice(0, 2) }).toEqual(copy);
});

it('a copy is recorded, and nobody else gets one', async () => {
  const id = await registered();
  await held(auditor, id);
  expect([await held(officer, id), await held(PUBLIC, id)]).toEqual([null, undefined]);
  expect((await recordsOf(themselves(id), id)).nodes).toMatchObject([
    { readBy: 'auditor (天井湖社区街道)', purpose: 'INSPECTION', fields: ['name', 'phone'] },
  ]);
});

it('nobody consents to an inspection: it is a right', async () => {
  const id = await registered();
  const { errors } = await suite
    .as(themselves(id))
    .ask(`mutation { giveConsent(person: "${id}", purpose: INSPECTION) { id } }`);
  expect(errors.map(({ code, extensions }) => [code, extensions['path']])).toEqual([['BAD_USER_INPUT', 'purpose']]);
});

it('of someone who is erased a copy has no personal data, and there is nothing to record', async () => {
  const id = await registered();
  await suite.as(themselves(id)).ask(`mutation { erasePerson(id: "${id}") }`);
  const copy = await held(themselves(id), id);
  expect(copy).toMatchObject({ person: { mask: '**', name: null, phone: null, address: null }, accessRecords: [] });
});
