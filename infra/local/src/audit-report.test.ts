import { expect, it } from '@jest/globals';
import type { AuditFinding } from '@linli/persistence/audit-verification';
import { reportOf } from './audit-report.js';

const WHOLE = { service: 'cases', sealed: 5, waiting: 2, heads: 1, findings: [] };

it('a whole audit is one line', () => {
  expect(reportOf(WHOLE)).toEqual([
    {
      zh: '✓ cases：审计完整；已封存 5 条，待封存 2 条，核对链首 1 个',
      en: '✓ cases: the audit is whole; 5 sealed, 2 waiting, 1 head compared',
    },
  ]);
});

it('a chain without a head outside is said to be open at its end', () => {
  expect(reportOf({ ...WHOLE, heads: 0 })[1]?.en).toBe(
    '  There is no head from outside the database: a tail that was cut off would not be noticed.',
  );
});

it.each<[AuditFinding, string]>([
  [
    { kind: 'EDITED', sequence: 3, entry: 'e3' },
    'Entry 3 (e3) was edited: it is not what was sealed, or the one before it was changed with its seal.',
  ],
  [{ kind: 'REMOVED', sequence: 3, entry: 'e3' }, 'Entry 3 (e3) was removed: its seal is there without it.'],
  [{ kind: 'REMOVED_WITH_SEALS', from: 3, to: 4 }, 'Entries 3 to 4 were removed together with their seals.'],
  [
    { kind: 'ADDED_OUT_OF_ORDER', entry: 'e9' },
    'Entry e9 was added out of order: it stands before entries that were sealed.',
  ],
  [
    {
      kind: 'HEAD_LOST',
      head: { service: 'cases', sequence: 5, hash: 'ab'.repeat(32), at: '2026-11-20T03:00:00.000Z' },
    },
    'The head of 2026-11-20T03:00:00.000Z (entry 5, abababababababab…) is not in the chain: its tail was cut off, or it was written anew.',
  ],
])('%j is named', (finding, sentence) => {
  expect(reportOf({ ...WHOLE, findings: [finding] }).map(({ en }) => en)).toEqual([
    '✗ cases: the audit was tampered with, 1 finding; 5 sealed, 2 waiting, 1 head compared',
    `  ${sentence}`,
  ]);
});

it('of many findings the first twenty are named, and the others counted', () => {
  const findings = Array.from({ length: 30 }, (_, n): AuditFinding => ({
    kind: 'REMOVED',
    sequence: n + 1,
    entry: 'e',
  }));
  const lines = reportOf({ ...WHOLE, findings });
  expect(lines).toHaveLength(22);
  expect(lines.at(-1)).toEqual({ zh: '  ……另有 10 处', en: '  … and 10 more' });
});
