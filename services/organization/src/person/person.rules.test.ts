import { expect, it } from '@jest/globals';
import { faultIn, personalDataOf } from './person.rules.js';

it.each([
  ['a name alone', { name: ' 王小明 ' }, null],
  ['a mobile number', { name: '王小明', phone: '138-0013-8000' }, null],
  ['an international number', { name: '王小明', phone: '+86 562 588 0000' }, null],
  ['a blank name', { name: '  ' }, 'name'],
  ['a name of 51 characters', { name: '王'.repeat(51) }, 'name'],
  ['words for a number', { name: '王小明', phone: '没有电话' }, 'phone'],
  ['a number of 21 digits', { name: '王小明', phone: '1'.repeat(21) }, 'phone'],
  ['an address of 201 characters', { name: '王小明', address: '路'.repeat(201) }, 'address'],
] as const)('%s: the fault is found where it is', (_, given, fault) => {
  expect(faultIn(personalDataOf(given))).toBe(fault);
});

it('a blank phone number or address is none', () => {
  expect(personalDataOf({ name: '王小明', phone: ' ', address: '' })).toEqual({
    name: '王小明',
    phone: null,
    address: null,
  });
});
