import { expect, it } from '@jest/globals';
import { KnownRevocations } from './known-revocations.js';

const revoked = (subject: string, at: number, territory: string | null = null) => ({
  subject,
  territory,
  unit: null,
  at,
});

it('the newest revocation for each place is known, in whatever order they are told', () => {
  const known = new KnownRevocations();
  for (const revocation of [revoked('a', 2), revoked('a', 1), revoked('a', 3, '34')]) known.learn(revocation);
  expect([...known.of('a')]).toEqual([revoked('a', 2), revoked('a', 3, '34')]);
});

it('nothing is to be gone through for whoever has none, however many others have', () => {
  const known = new KnownRevocations();
  for (let n = 0; n < 100_000; n += 1) known.learn(revoked(`subject-${n}`, n));
  expect([...known.of('somebody')]).toEqual([]);
  expect([...known.of('subject-7')]).toEqual([revoked('subject-7', 7)]);
});

it('a revocation is forgotten when no token from before it lives', () => {
  const known = new KnownRevocations();
  for (const revocation of [revoked('a', 1), revoked('a', 2, '34'), revoked('b', 1)]) known.learn(revocation);
  known.forgetBefore(2);
  expect([[...known.of('a')], [...known.of('b')]]).toEqual([[revoked('a', 2, '34')], []]);
});
