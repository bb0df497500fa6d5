import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readPosition, writePosition } from './feed-position.js';

const FEED = '019aa0f0-0000-4000-8000-00000000000a';

it('a position is read as it was written', () => {
  const number = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map(String);
  fc.assert(
    fc.property(fc.uuid(), number, number, (feed, transaction, at) => {
      const position = { feed, transaction, number: at };
      expect(readPosition(writePosition(position))).toEqual(position);
    }),
  );
});

it.each([
  '',
  'yesterday',
  FEED,
  `${FEED}:1`,
  `${FEED}:1:`,
  `${FEED}:-1:1`,
  `${FEED}:1:1:1`,
  `x${FEED}:1:1`,
  `${FEED}:1:1 or true`,
])('%j is no position', (text) => {
  expect(readPosition(text)).toBeNull();
});
