import { expect, it } from '@jest/globals';
import { isId, newId } from './columns.js';

it('later ids sort after earlier ones', () => {
  const ids = Array.from({ length: 1_000 }, newId);
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(1_000);
});

it('what is made as an id is one', () => {
  expect(isId(newId())).toBe(true);
  expect(isId('019AA0F0-0000-7000-8000-00000000000A')).toBe(true);
});

it.each(['', 'nowhere', '019aa0f0-0000-7000-8000-00000000000', '{019aa0f0-0000-7000-8000-00000000000a}', "' or 1=1"])(
  '%j is no id',
  (text) => {
    expect(isId(text)).toBe(false);
  },
);
