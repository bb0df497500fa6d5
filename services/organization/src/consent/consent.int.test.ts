import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import { withSession } from '@linli/persistence/session-context';
import {
  auditor,
  changesBy,
  COMMUNITY,
  idOf,
  officer,
  officerElsewhere,
  organizationSuite,
  refusals,
  rowsOf,
  type OrganizationSuite,
} from '../organization.suite.js';

let suite: OrganizationSuite;
beforeAll(async () => {
  suite = await organizationSuite();
});
afterAll(() => suite.end());

const registered = () => idOf(changesBy(suite.as(officer)).register());
const themselves = (id: string): Viewer => ({ person: id, roles: [] });
const CONSENTS = 'consents { purpose givenAt withdrawnAt }';
const consent = (change: 'give' | 'withdraw', viewer: Viewer, person: string, purpose = 'CASE_HANDLING') =>
  suite.as(viewer).ask(`mutation { ${change}Consent(person: "${person}", purpose: ${purpose}) { ${CONSENTS} } }`);
const consentsFor = async (viewer: Viewer, person: string): Promise<unknown> =>
  (await suite.as(viewer).ask(`{ person(id: "${person}") { ${CONSENTS} } }`)).data.person?.consents;

const GIVEN = '2026-11-20T02:00:00.000Z';
const LATER = '2026-11-20T03:00:00.000Z';

describe('consent', () => {
  it('is given by the person, once for a purpose, and stands from when it was first given', async () => {
    const id = await registered();
    await consent('give', themselves(id), id);
    suite.clock.set(LATER);
    const again = await consent('give', themselves(id), id);
    suite.clock.set(GIVEN);
    expect(again.data.giveConsent.consents).toEqual([{ purpose: 'CASE_HANDLING', givenAt: GIVEN, withdrawnAt: null }]);
  });

  it('that was withdrawn stays in the history, also when it is given again', async () => {
    const id = await registered();
    await consent('give', themselves(id), id);
    suite.clock.set(LATER);
    await consent('withdraw', themselves(id), id);
    const { data } = await consent('give', themselves(id), id);
    suite.clock.set(GIVEN);
    expect(data.giveConsent.consents).toEqual([
      { purpose: 'CASE_HANDLING', givenAt: LATER, withdrawnAt: null },
      { purpose: 'CASE_HANDLING', givenAt: GIVEN, withdrawnAt: LATER },
    ]);
  });

  it('that was never given is withdrawn without a change', async () => {
    const id = await registered();
    const { data, errors } = await consent('withdraw', themselves(id), id);
    expect([data.withdrawConsent.consents, errors]).toEqual([[], []]);
  });

  it('is nobody else’s to give or withdraw, an officer’s neither', async () => {
    const id = await registered();
    await consent('give', themselves(id), id);
    const answers = [
      await consent('give', officer, id, 'CARE_VISIT'),
      await consent('withdraw', officer, id),
      await consent('give', officerElsewhere, id, 'CARE_VISIT'),
      await consent('give', themselves(id), 'nobody'),
      await consent('give', PUBLIC, id, 'CARE_VISIT'),
    ];
    expect(answers.flatMap(refusals)).toEqual([
      ['FORBIDDEN', undefined],
      ['FORBIDDEN', undefined],
      ['NOT_FOUND', 'person'],
      ['NOT_FOUND', 'person'],
      ['UNAUTHENTICATED', undefined],
    ]);
    expect(await consentsFor(themselves(id), id)).toEqual([
      { purpose: 'CASE_HANDLING', givenAt: GIVEN, withdrawnAt: null },
    ]);
  });

  it('is listed for the person alone', async () => {
    const id = await registered();
    await consent('give', themselves(id), id);
    expect([await consentsFor(officer, id), await consentsFor(auditor, id), await consentsFor(PUBLIC, id)]).toEqual([
      [],
      [],
      undefined,
    ]);
  });

  it('shows no row without a session, and lets a session give it for nobody else', async () => {
    const id = await registered();
    await consent('give', themselves(id), id);
    const rows = await sql`select id from consent`.execute(suite.database.em.fork().getKysely());
    expect([rows.rows, (await rowsOf(suite, sql`select from consent where person = ${id}`)).length]).toEqual([[], 1]);
    const settings = { 'linli.reads': [COMMUNITY], 'linli.administers': [COMMUNITY] };
    const write = withSession(suite.database, settings, (em) =>
      sql`insert into consent (id, person, purpose, given_at) values (${id}, ${id}, 'CARE_VISIT', now())`.execute(
        em.getKysely(),
      ),
    );
    await expect(write).rejects.toMatchObject({ code: '42501' });
  });
});
