import { expect, it } from '@jest/globals';
import { maskOf } from './mask.rules.js';

it.each([
  ['王小明', '王**'],
  ['李四', '李**'],
  ['欧阳锋', '欧阳**'],
  ['诸葛孔明', '诸葛**'],
  ['欧阳', '欧**'],
  ['𠮷田', '𠮷**'],
  ['Zhang San', 'Z**'],
])('of %s everyone may see %s', (name, mask) => {
  expect(maskOf(name)).toBe(mask);
});
