import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personId } from '@linli/testkit/viewers';
import { openDatabase, type Database } from './database.js';
import { garden, rowsOf, type Garden } from './persistence.suite.js';
import { withSession, type SessionSettings } from './session-context.js';

const [ROSE, LILY] = [personId(1), personId(2)];
const COMMUNITY = '340705402001';

let suite: Garden;
/** One connection, so that every request comes after the session of another. */
let pooled: Database;
beforeAll(async () => {
  suite = await garden();
  pooled = openDatabase({ url: suite.appUrl, entities: [], connections: 1 });
  await rowsOf(
    suite.worker,
    `insert into letter values
      ('${personId(11)}', '${ROSE}', '${COMMUNITY}', 'of Rose'), ('${personId(12)}', '${LILY}', '340705403001', 'of Lily')`,
  );
});
afterAll(async () => {
  await pooled.close(true);
  await suite.end();
});

const LETTERS = 'select text from letter order by id';
const lettersFor = (settings: SessionSettings): Promise<{ text: string }[]> =>
  withSession(pooled, settings, (em) => em.execute(LETTERS), { readOnly: true });

describe('a table with personal data', () => {
  it('shows a session its own rows', async () => {
    expect(await lettersFor({ 'linli.person': ROSE })).toEqual([{ text: 'of Rose' }]);
  });

  it('shows nothing without a session, also on a connection that served one before', async () => {
    await lettersFor({ 'linli.person': ROSE });
    expect(await rowsOf(pooled, LETTERS)).toEqual([]);
    expect(await rowsOf(pooled, `select current_setting('linli.person', true) as person`)).toEqual([{ person: '' }]);
  });

  it('shows one session nothing of the one before it', async () => {
    await lettersFor({ 'linli.person': ROSE, 'linli.reads': ['34'] });
    expect(await lettersFor({ 'linli.person': LILY })).toEqual([{ text: 'of Lily' }]);
    expect(await lettersFor({})).toEqual([]);
  });

  it('shows nothing after a session that failed', async () => {
    const failing = withSession(pooled, { 'linli.person': ROSE }, () => Promise.reject(new Error('gone')));
    await expect(failing).rejects.toThrow('gone');
    expect(await rowsOf(pooled, LETTERS)).toEqual([]);
  });

  it.each([
    ['its own territory', [COMMUNITY], ['of Rose']],
    ['one around it', ['3407'], ['of Rose', 'of Lily']],
    ['several', [COMMUNITY, '340705403'], ['of Rose', 'of Lily']],
    ['the one beside it', ['340705402002'], []],
    ['a grid within it', [`${COMMUNITY}001`], []],
    ['no territory', [], []],
    ['a pattern', ['%'], []],
  ])('shows an officer of %s what lies there', async (_, reads, texts) => {
    expect((await lettersFor({ 'linli.reads': reads })).map(({ text }) => text)).toEqual(texts);
  });

  it('takes no row in the name of somebody else', async () => {
    const adding = withSession(pooled, { 'linli.person': ROSE }, (em) =>
      em.execute(`insert into letter values (?, ?, ?, 'forged')`, [personId(13), LILY, COMMUNITY]),
    );
    await expect(adding).rejects.toThrow('row-level security');
  });

  it('does not let a row be changed by who may only read it', async () => {
    const changing = withSession(pooled, { 'linli.reads': [COMMUNITY] }, (em) =>
      em.execute(`update letter set text = 'mine'`),
    );
    await expect(changing).rejects.toThrow('row-level security');
  });

  it('lets a request remove nothing', async () => {
    await withSession(pooled, { 'linli.person': ROSE }, (em) => em.execute('delete from letter'));
    expect(await rowsOf(suite.worker, LETTERS)).toEqual([{ text: 'of Rose' }, { text: 'of Lily' }]);
  });

  it('is not changed in a session that only reads', async () => {
    const changing = withSession(
      pooled,
      { 'linli.person': ROSE },
      (em) => em.execute(`update letter set text = 'new'`),
      { readOnly: true },
    );
    await expect(changing).rejects.toThrow('read-only transaction');
  });

  it('hides from its own owner', async () => {
    expect(await rowsOf(suite.owner, LETTERS)).toEqual([]);
  });

  it('is whole for work without a viewer', async () => {
    expect(await rowsOf(suite.worker, LETTERS)).toEqual([{ text: 'of Rose' }, { text: 'of Lily' }]);
  });
});

describe('the role that answers requests', () => {
  it.each([
    ['read the outbox', 'select * from outbox'],
    ['change the outbox', `update outbox set type = 'Forged'`],
    ['empty the outbox', 'delete from outbox'],
    ['truncate the outbox', 'truncate outbox'],
    ['read the audit', 'select * from audit_entry'],
    ['change the audit', `update audit_entry set person = null`],
    ['remove from the audit', 'delete from audit_entry'],
    ['read where its feed is', 'select * from feed'],
    ['move a position in a feed', `insert into feed_position values ('grid', 'x', now())`],
    ['change what is only added to', `update visit set name = 'x'`],
    ['remove what is only added to', 'delete from visit'],
    ['become the owner', 'set role linli_garden_owner'],
    ['become the worker', 'set role linli_garden_worker'],
    ['lift a row policy', 'alter table letter disable row level security'],
    ['add a row policy', 'create policy open on letter using (true)'],
    ['make a table', 'create table shed ()'],
    ['make a role', 'create role burglar'],
  ])('may not %s', async (_, statement) => {
    await expect(rowsOf(suite.app, statement)).rejects.toThrow(/permission denied|must be owner/);
  });

  it('is refused rather than shown all where it asks to go round the row policies', async () => {
    const asking = withSession(suite.app, { 'linli.person': ROSE }, async (em) => {
      await em.execute('set local row_security = off');
      return em.execute(LETTERS);
    });
    await expect(asking).rejects.toThrow('row-level security');
  });

  it('owns nothing and has no attribute that bypasses anything', async () => {
    expect(
      await rowsOf(
        suite.app,
        `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
          (select count(*)::int from pg_class where relowner = r.oid) as owned
        from pg_roles r where rolname in ('linli_garden_app', 'linli_garden_worker')`,
      ),
    ).toEqual(
      Array.from({ length: 2 }, () => ({
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        owned: 0,
      })),
    );
  });
});

describe('the role that works without a viewer', () => {
  it.each([
    ['change the audit', `update audit_entry set person = null`],
    ['remove from the audit', 'delete from audit_entry'],
    ['change what is only added to', `update visit set name = 'x'`],
    ['make a table', 'create table shed ()'],
  ])('may not %s', async (_, statement) => {
    await expect(rowsOf(suite.worker, statement)).rejects.toThrow('permission denied');
  });
});
