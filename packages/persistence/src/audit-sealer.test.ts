import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixedClock } from '@linli/testkit/clock';
import { readHeads } from './audit-heads.js';
import { sealNext, startSealer, type SealerLog } from './audit-sealer.js';
import { verifyAudit } from './audit-verification.js';
import { actor, garden, NOW, rowsOf, sealUntil, type Garden } from './persistence.suite.js';
import { recordingStatements, type StatementRecord } from './statements.js';
import { commit } from './unit-of-work.js';

let suite: Garden;
let folder: string;
beforeAll(async () => {
  suite = await garden();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linli-heads-'));
  await rowsOf(suite.owner, 'delete from audit_entry; delete from audit_seal');
});
afterEach(() => rm(folder, { recursive: true }));
afterAll(() => suite.end());

/** A change that leaves so many entries. */
const change = (name: string, entries = 1) =>
  commit(suite.app, actor(), { operation: 'plant', input: name }, async ({ audit }) => {
    for (let n = 1; n <= entries; n += 1) audit({ type: 'bed', id: `${name} ${n}`, territory: null });
    return name;
  });

const sealedSubjects = async () => {
  const rows = await rowsOf(
    suite.owner,
    'select subject_id from audit_seal s join audit_entry e on e.id = s.entry order by sequence',
  );
  return rows.map((row) => row['subject_id']);
};

describe('sealing the audit', () => {
  it('takes each entry once, in the order of their transactions', async () => {
    await change('roses', 2);
    await change('tulips');
    await sealUntil(suite, 3);
    await change('asters');
    await sealUntil(suite, 4);
    expect(await sealedSubjects()).toEqual(['roses 1', 'roses 2', 'tulips 1', 'asters 1']);
  });

  it('with nothing to seal leaves the chain as it is', async () => {
    await change('roses');
    await sealUntil(suite, 1);
    const before = await rowsOf(suite.owner, 'select * from audit_seal');
    expect(await sealNext(suite.worker)).toEqual({ sealed: 0, end: { sequence: 1, hash: before[0]?.['hash'] } });
    expect(await rowsOf(suite.owner, 'select * from audit_seal')).toEqual(before);
  });

  it('waits for a transaction that began earlier and has not ended', async () => {
    const [begun, mayEnd] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const slow = commit(suite.app, actor(), { operation: 'plant', input: 'oak' }, async ({ em, audit }) => {
      await em.execute(`insert into bed values ('oak', 0)`);
      begun.resolve();
      await mayEnd.promise;
      audit({ type: 'bed', id: 'oak', territory: null });
      return 'oak';
    });
    await begun.promise;
    await change('roses');
    expect(await sealNext(suite.worker)).toMatchObject({ sealed: 0 });
    mayEnd.resolve();
    await slow;
    await sealUntil(suite, 2);
    expect(await sealedSubjects()).toEqual(['oak', 'roses 1']);
  });

  it('takes a thousand entries a round', async () => {
    await change('meadow', 1_500);
    expect(await sealUntil(suite, 1_500)).toEqual([1_000, 500]);
    expect(await verifyAudit(suite.worker, [])).toEqual({ sealed: 1_500, waiting: 0, findings: [] });
  });

  it('while many write misses no entry and leaves no gap', async () => {
    const written = Array.from({ length: 8 }, async (_, writer) => {
      for (let n = 0; n < 25; n += 1) await change(`bed ${writer}.${n}`, 2);
    });
    await Promise.all([...written, sealUntil(suite, 400)]);
    expect(await verifyAudit(suite.worker, [])).toEqual({ sealed: 400, waiting: 0, findings: [] });
    expect(await rowsOf(suite.owner, 'select max(sequence)::int as last from audit_seal')).toEqual([{ last: 400 }]);
  });

  it('by several at once does not fork the chain', async () => {
    const writing = async () => {
      for (let n = 0; n < 20; n += 1) await change(`bed ${n}`, 3);
    };
    await Promise.all([writing(), sealUntil(suite, 60), sealUntil(suite, 60), sealUntil(suite, 60)]);
    expect(await verifyAudit(suite.worker, [])).toEqual({ sealed: 60, waiting: 0, findings: [] });
  });
});

describe('the audit', () => {
  it('costs a change one statement, however many entries it leaves', async () => {
    const record: StatementRecord = { statements: [] };
    await recordingStatements(record, () => change('roses', 5));
    expect(record.statements.filter((statement) => statement.includes('audit'))).toHaveLength(1);
  });

  it.each([
    [
      'app',
      'insert into audit_seal (sequence, entry, transaction, at, hash) values (9, gen_random_uuid(), $$1$$, now(), $$h$$)',
    ],
    ['app', 'select from audit_seal'],
    ['worker', 'update audit_seal set hash = $$h$$'],
    ['worker', 'delete from audit_seal'],
    ['worker', 'truncate audit_seal'],
  ] as const)('lets the %s role not %s', async (role, statement) => {
    await expect(rowsOf(suite[role], statement)).rejects.toThrow('permission denied');
  });

  it.each(['app', 'worker'] as const)('lets the %s role not choose the transaction of an entry', async (role) => {
    const insert = `insert into audit_entry (id, transaction, at, roles, operation, subject_type, subject_id, request_id)
      values (gen_random_uuid(), '1', now(), '[]', 'plant', 'bed', 'roses', 'r')`;
    await expect(rowsOf(suite[role], insert)).rejects.toThrow('permission denied');
  });
});

describe('a sealer', () => {
  const quiet: SealerLog = { info: () => {}, error: () => {} };
  const start = (headsFolder: string | undefined, log: SealerLog = quiet) =>
    startSealer({ service: 'garden', worker: suite.worker, headsFolder, clock: fixedClock(NOW.toISOString()), log });

  it('seals while it runs', async () => {
    await change('roses');
    const sealer = start(undefined);
    while ((await sealedSubjects()).length === 0);
    await sealer.stop();
    expect(await sealedSubjects()).toEqual(['roses 1']);
  });

  it('writes a head soon, and the next one an hour later', async () => {
    const headSequences = async () => (await readHeads(folder, 'garden')).map((head) => head.sequence);
    const clock = fixedClock(NOW.toISOString());
    await change('roses');
    await sealUntil(suite, 1);
    const sealer = startSealer({ service: 'garden', worker: suite.worker, headsFolder: folder, clock, log: quiet });
    while ((await headSequences()).length < 1);
    await change('tulips');
    await sealUntil(suite, 2);
    clock.set('2026-11-20T03:00:00.000Z');
    await change('asters');
    while ((await headSequences()).length < 2);
    await sealer.stop();
    const written = await readHeads(folder, 'garden');
    expect(written.slice(0, 2).map((head) => head.at)).toEqual([
      '2026-11-20T02:00:00.000Z',
      '2026-11-20T03:00:00.000Z',
    ]);
  });

  it('that stops has written the head', async () => {
    await change('roses', 2);
    await sealUntil(suite, 2);
    await start(folder).stop();
    const [seal] = await rowsOf(suite.owner, 'select hash from audit_seal where sequence = 2');
    expect(await readHeads(folder, 'garden')).toEqual([
      { service: 'garden', sequence: 2, hash: seal?.['hash'], at: '2026-11-20T02:00:00.000Z' },
    ]);
  });

  it('adds its head to those of earlier runs', async () => {
    await change('roses');
    await sealUntil(suite, 1);
    await start(folder).stop();
    await change('tulips');
    await sealUntil(suite, 2);
    await start(folder).stop();
    expect((await readHeads(folder, 'garden')).map((head) => head.sequence)).toEqual([1, 2]);
  });

  it('of an empty audit writes no head', async () => {
    await start(folder).stop();
    expect(await readHeads(folder, 'garden')).toEqual([]);
  });

  it('without a folder says once that no head is written', async () => {
    const said: string[] = [];
    await start(undefined, { ...quiet, info: (_: object, message: string) => void said.push(message) }).stop();
    expect(said).toEqual(['no head of the audit is written: LINLI_AUDIT_HEADS is not set']);
  });
});
