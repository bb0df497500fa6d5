import { describe, expect, it } from '@jest/globals';
import { differenceFrom } from './verification.js';

describe('an answer beside the reference', () => {
  it.each([
    ['the same facts in another order', { a: 1, b: [2] }, { b: [2], a: 1 }, null],
    ['another value', { a: { b: 1 } }, { a: { b: 2 } }, 'data.a.b is 2, not 1'],
    ['a missing fact', { a: 1 }, {}, 'data.a is missing, not 1'],
    ['a fact too many', {}, { a: 1 }, 'data.a is 1, not missing'],
    ['a list in another order', [1, 2], [2, 1], 'data.0 is 2, not 1'],
    ['a list that is too short', [1, 2], [1], 'data.1 is missing, not 2'],
    ['an object for a list', [], {}, 'data is {}, not []'],
    ['nothing', { a: 1 }, null, 'data is null, not {"a":1}'],
  ])('tells of %s', (_, reference, value, difference) => {
    expect(differenceFrom(reference, value)).toBe(difference);
  });

  it('may say more where only a part is compared', () => {
    expect(differenceFrom({ a: 1 }, { a: 1, id: 'new' }, true)).toBeNull();
  });
});
