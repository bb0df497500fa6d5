import { describe, expect, it } from '@jest/globals';
import { cellText } from './copy.js';

describe('a value in the text format of COPY', () => {
  it.each([
    ['nothing', null, '\\N'],
    ['a text with what the format itself uses', 'a\tb\nc\\d', 'a\\tb\\nc\\\\d'],
    ['bytes', Buffer.from([0, 255]), '\\\\x00ff'],
    ['an instant', new Date('2026-11-21T02:00:00.000Z'), '2026-11-21T02:00:00.000Z'],
    ['a list', ['a', 'b'], '{"a","b"}'],
    ['an empty list', [], '{}'],
    ['a truth', true, 'true'],
  ])('spells %s', (_, value, text) => {
    expect(cellText(value)).toBe(text);
  });
});
