import { describe, expect, it } from '@jest/globals';
import { canonicalJsonOf, GENESIS, hashAfter, type AuditEntry } from './audit-chain.js';

const entry: AuditEntry = {
  id: '019a9f00-0000-7000-8000-000000000001',
  transaction: '751',
  at: '2026-11-20T02:00:00.000Z',
  person: null,
  account: null,
  roles: [{ territory: '340705402001', role: 'GRID_OFFICER' }],
  operation: 'reportCase',
  subject_type: 'case',
  subject_id: '铜官-1',
  territory: '340705402001',
  request_id: 'request-1',
};

const CANONICAL =
  '{"at":"2026-11-20T02:00:00.000Z","id":"019a9f00-0000-7000-8000-000000000001","operation":"reportCase",' +
  '"request_id":"request-1","roles":[{"role":"GRID_OFFICER","territory":"340705402001"}],"subject_id":"铜官-1",' +
  '"subject_type":"case","territory":"340705402001","transaction":"751"}';

describe('the chain of the audit', () => {
  it('takes an entry as one text: names in order, what is null left out', () => {
    expect(canonicalJsonOf(entry)).toBe(CANONICAL);
  });

  it('takes an account in where there is one', () => {
    expect(canonicalJsonOf({ ...entry, account: 'nightly-export' })).toBe(
      `{"account":"nightly-export",${CANONICAL.slice(1)}`,
    );
  });

  it('takes the same entry as the same text, in whatever order it is written', () => {
    const turned = Object.fromEntries(Object.entries(entry).toReversed()) as unknown as AuditEntry;
    expect(canonicalJsonOf(turned)).toBe(CANONICAL);
  });

  it('starts from sixty-four zeros', () => {
    expect(GENESIS).toBe('0000000000000000000000000000000000000000000000000000000000000000');
    expect(hashAfter(GENESIS, entry)).toBe('0f9f1db092217d387d4244ac4a621e14a8437ae066275cb758474e818223641a');
  });

  it('gives the same entry another hash after another one', () => {
    expect(hashAfter(hashAfter(GENESIS, entry), entry)).toBe(
      '9385460e98dde5d258455bc3e297bec7f8d1ccd7691598797cb6b13c6eef6a3d',
    );
  });

  it.each(Object.keys(entry).filter((name) => name !== 'person'))(
    'gives an entry with another %s another hash',
    (name) => {
      expect(hashAfter(GENESIS, { ...entry, [name]: 'other' })).not.toBe(hashAfter(GENESIS, entry));
    },
  );

  it('gives an entry of somebody another hash than one of nobody', () => {
    expect(hashAfter(GENESIS, { ...entry, person: entry.id })).not.toBe(hashAfter(GENESIS, entry));
  });
});
