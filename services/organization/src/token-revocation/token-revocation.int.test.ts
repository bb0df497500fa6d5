import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import { openDatabase } from '@linli/persistence/database';
import { personId, viewerWith } from '@linli/testkit/viewers';
import {
  COMMUNITY,
  ELSEWHERE,
  officer,
  organizationSuite,
  refusals,
  resident,
  rowsOf,
  STREET,
  UNIT,
} from '../organization.suite.js';
import type { OrganizationSuite } from '../organization.suite.js';
import { snapshotSources } from '../snapshot.js';
import { revokeAsOperator } from './operator-revocation.js';

const NOW = '2026-11-20T02:00:00.000Z';
const SUBJECT = personId(501);
const administrator = viewerWith('ADMINISTRATOR', STREET, personId(500));
const machine: Viewer = { person: null, account: 'nightly-export', roles: [{ role: 'ANALYST', territory: '3407' }] };

let suite: OrganizationSuite;
beforeAll(async () => {
  suite = await organizationSuite();
});
beforeEach(async () => {
  suite.clock.set(NOW);
  const owner = openDatabase({ url: suite.urls.ownerUrl, entities: [] });
  await owner.em.fork().execute('delete from token_revocation; delete from audit_entry');
  await owner.close(true);
});
afterAll(() => suite.end());

const revoke = (viewer: Viewer, subject = SUBJECT, territory = COMMUNITY, idempotencyKey?: string) =>
  suite
    .as(viewer, idempotencyKey === undefined ? {} : { idempotencyKey })
    .ask(
      'mutation ($subject: ID!, $territory: TerritoryCode!) { revokeRoles(subject: $subject, territory: $territory) }',
      {
        subject,
        territory,
      },
    );
const signOut = (viewer: Viewer) => suite.as(viewer).ask('mutation { signOutEverywhere }');

/** What gateways are told after a revocation, without its id. */
async function told(after: string | null = null) {
  const source = snapshotSources(suite.clock).find(({ kind }) => kind === 'tokenRevocation');
  return (await source?.page(suite.worker.em.fork(), after, 100))?.map(({ payload }) => payload);
}

describe('the roles that a token names', () => {
  it('are revoked for a territory by its administrator, and gateways are told', async () => {
    const { data, errors } = await revoke(administrator);
    expect([data, errors]).toEqual([{ revokeRoles: true }, []]);
    expect(await told()).toEqual([{ subject: SUBJECT, territory: COMMUNITY, unit: null, at: NOW }]);
  });

  it('are revoked without a word on whether there is such a person, and for machines too', async () => {
    const registered = await suite
      .as(officer)
      .ask(`mutation { registerPerson(input: { name: "王小明", territory: "${COMMUNITY}" }) { id } }`);
    const answers = [registered.data.registerPerson.id as string, SUBJECT, 'nightly-export'].map((subject) =>
      revoke(administrator, subject),
    );
    for (const answer of await Promise.all(answers)) expect(answer.data).toEqual({ revokeRoles: true });
  });

  it('are revoked by nobody but an administrator of the territory', async () => {
    const answers = [
      await revoke(administrator, SUBJECT, ELSEWHERE),
      await revoke(administrator, SUBJECT, '3407'),
      await revoke(officer),
      await revoke(viewerWith('CITY_OFFICER', '3407', personId(502))),
      await revoke(PUBLIC),
    ];
    expect(answers.flatMap(refusals).map(([code]) => code)).toEqual([
      'FORBIDDEN',
      'FORBIDDEN',
      'FORBIDDEN',
      'FORBIDDEN',
      'UNAUTHENTICATED',
    ]);
    expect(await told()).toEqual([]);
  });

  it.each(['', ' ', '王小明', 'a b', 'x'.repeat(201)])(
    'are not revoked for %j, which no token has',
    async (subject) => {
      expect((await revoke(administrator, subject)).errors).toMatchObject([
        { code: 'BAD_USER_INPUT', extensions: { path: 'subject' } },
      ]);
      expect(await told()).toEqual([]);
    },
  );

  it('are those of the same person however the id is written', async () => {
    await revoke(administrator, '00000000-0000-7000-8000-0000000ABCDE');
    expect(await told()).toMatchObject([{ subject: '00000000-0000-7000-8000-0000000abcde' }]);
  });

  it('are revoked once with the same key', async () => {
    await revoke(administrator, SUBJECT, COMMUNITY, 'k1');
    expect((await revoke(administrator, SUBJECT, COMMUNITY, 'k1')).data).toEqual({ revokeRoles: true });
    expect(await told()).toHaveLength(1);
  });
});

describe('whoever signs out everywhere', () => {
  it('revokes all that they were given', async () => {
    expect((await signOut(resident)).data).toEqual({ signOutEverywhere: true });
    expect((await signOut(machine)).data).toEqual({ signOutEverywhere: true });
    expect(await told()).toEqual([
      { subject: resident.person, territory: null, unit: null, at: NOW },
      { subject: 'nightly-export', territory: null, unit: null, at: NOW },
    ]);
  });

  it('is signed in', async () => {
    expect(refusals(await signOut(PUBLIC))).toEqual([['UNAUTHENTICATED', undefined]]);
  });
});

describe('an operator', () => {
  it('revokes for a unit, or whatever an administrator cannot, and is named in the audit', async () => {
    const revoked = { subject: SUBJECT, territory: null, unit: UNIT };
    await revokeAsOperator(suite.worker, revoked, new Date(NOW));
    expect(await told()).toEqual([{ ...revoked, at: NOW }]);
    const entries = await rowsOf(suite, sql`select operation, person, account, subject_id from audit_entry`);
    expect(entries).toEqual([{ operation: 'revokeTokens', person: null, account: 'operator', subject_id: SUBJECT }]);
  });
});

describe('a revocation', () => {
  it('is audited with who revoked', async () => {
    await revoke(administrator);
    await signOut(machine);
    const entries = await rowsOf(
      suite,
      sql`select operation, person, account, subject_type, subject_id, territory from audit_entry order by id`,
    );
    expect(entries).toEqual([
      {
        operation: 'revokeRoles',
        person: administrator.person,
        account: null,
        subject_type: 'tokenSubject',
        subject_id: SUBJECT,
        territory: COMMUNITY,
      },
      {
        operation: 'signOutEverywhere',
        person: null,
        account: 'nightly-export',
        subject_type: 'tokenSubject',
        subject_id: 'nightly-export',
        territory: null,
      },
    ]);
  });

  it('is told for as long as a token from before it may live, and no longer', async () => {
    await revoke(administrator);
    suite.clock.set('2026-11-20T03:01:00.000Z');
    expect(await told()).toHaveLength(1);
    suite.clock.set('2026-11-20T03:01:00.001Z');
    expect(await told()).toEqual([]);
  });

  it('is told in the order of ids, after the one that was read last', async () => {
    await revoke(administrator, 'first');
    const [row] = await rowsOf<{ id: string }>(suite, sql`select id from token_revocation`);
    await revoke(administrator, 'second');
    expect(await told(row?.id)).toMatchObject([{ subject: 'second' }]);
  });

  it.each([
    ['read', 'select * from token_revocation'],
    ['changed', 'update token_revocation set at = now()'],
    ['taken back', 'delete from token_revocation'],
  ])('is not %s by whoever answers requests', async (_, statement) => {
    await expect(suite.database.em.fork().execute(statement)).rejects.toMatchObject({ code: '42501' });
  });
});
