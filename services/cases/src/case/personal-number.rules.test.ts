import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { holdsPersonalNumber } from './personal-number.rules.js';

describe('a title that everyone may read', () => {
  it.each([
    '请来电13800138000',
    '13800138000',
    '请来电 138 0013 8000。',
    '138-0013-8000找张师傅',
    '请来电１３８００１３８０００',
    '请来电 １３８－００１３－８０００',
    '+8613800138000',
    '+86 138 0013 8000',
    '86-13800138000',
    '008613800138000',
    '三单元19912345678漏水',
    '138\u200b0013\u200b8000',
    '1\u00ad3800138000',
    '138.0013.8000',
    '138–0013–8000',
    '138  0013  8000',
    '13 800 138 000',
    '1 3 8 0 0 1 3 8 0 0 0',
    '幺三八〇〇一三八〇〇〇',
    '2026-11-21 138 0013 8000',
  ])('does not hold a mobile phone: %s', (title) => {
    expect(holdsPersonalNumber(title)).toBe(true);
  });

  it.each([
    '0562-2831234',
    '010 65201234',
    '电话０５６２－２８３１２３４',
    '05622831234',
    '(0562)2831234',
    '（010）65201234',
  ])('does not hold a telephone: %s', (title) => {
    expect(holdsPersonalNumber(title)).toBe(true);
  });

  it.each([
    '340705199001011234',
    '身份证34070519900101123X',
    '34070519900101123x老人',
    '３４０７０５１９９００１０１１２３Ｘ',
    '340705 19900101 123X',
  ])('does not hold an identity number: %s', (title) => {
    expect(holdsPersonalNumber(title)).toBe(true);
  });

  it.each([
    ['a case number', 'TL-20261121-000042-XKWQ 复发'],
    ['a day', '2026-11-21 停水'],
    ['a day in Chinese', '2026年11月21日停水'],
    ['a day without marks', '20261121 停水'],
    ['a house and a day', '13-5 2026-11-21 停水'],
    ['several houses', '13-15-17-19-21-23号楼停水'],
    ['numbers in Chinese', '三单元一层二〇二六年十一月'],
    ['a span of days', '20261121-20261130 停水'],
    ['a community', '340705402001'],
    ['a community of a province whose code starts with 15', '150782001001'],
    ['a grid', '340705402001007'],
    ['a micro-grid', '34070540200100703'],
    ['a micro-grid of a province whose code starts with 15', '15078200100100703'],
    ['hotlines', '12345、12315、110、95598'],
    ['a house', '3号楼2单元1501室'],
    ['an amount of money', '30000.00元'],
    ['a number with zeros before it', '000000000042'],
    ['eleven digits that no phone has', '12000138000'],
    ['eighteen digits without a day in them', '340705999913991234'],
    ['a credit code', '91340700MA2MQ8K67X'],
    ['a phone with a digit too many', '138001380001'],
    ['nothing', ''],
  ])('may hold %s', (_, title) => {
    expect(holdsPersonalNumber(title)).toBe(false);
  });

  it('holds a phone wherever it stands among words', () => {
    const words = fc.string({ unit: fc.constantFrom('垃圾', '三单元', '，', ' ', 'a'), maxLength: 5 });
    const mobile = fc
      .tuple(fc.integer({ min: 13, max: 19 }), fc.integer({ min: 0, max: 999_999_999 }))
      .map(([head, tail]) => `${head}${String(tail).padStart(9, '0')}`);
    fc.assert(
      fc.property(words, mobile, words, (before, phone, after) => {
        expect(holdsPersonalNumber(before + phone + after)).toBe(true);
      }),
    );
  });
});
