import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CursorSigner } from './cursor.js';

const cursors = new CursorSigner(Buffer.alloc(32, 9).toString('base64'));
const keys = fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer()), { maxLength: 4 });
const REFUSED = expect.objectContaining({ code: 'BAD_USER_INPUT', facts: { path: 'after' } });

const reading = (cursor: string, list = 'cases:NEWEST'): unknown => {
  try {
    return cursors.read(list, cursor);
  } catch (error) {
    return error;
  }
};

describe('a cursor', () => {
  it('gives back the keys that it was made of', () => {
    fc.assert(
      fc.property(keys, (given) => {
        expect(reading(cursors.sign('cases:NEWEST', given))).toEqual(given);
      }),
    );
  });

  it('is refused when any byte of it was changed', () => {
    fc.assert(
      fc.property(keys, fc.nat(), fc.integer({ min: 1, max: 255 }), (given, place, change) => {
        const bytes = Buffer.from(cursors.sign('cases:NEWEST', given), 'base64url');
        const at = place % bytes.length;
        bytes.writeUInt8(bytes.readUInt8(at) ^ change, at);
        expect(reading(bytes.toString('base64url'))).toEqual(REFUSED);
      }),
      { numRuns: 500 },
    );
  });

  it('is refused when it was cut or lengthened', () => {
    const cursor = cursors.sign('cases:NEWEST', ['2026-11-20', 'id']);
    fc.assert(
      fc.property(fc.nat(cursor.length - 4), (length) => {
        expect(reading(cursor.slice(0, length))).toEqual(REFUSED);
      }),
    );
    expect(reading(`${cursor}AAAA`)).toEqual(REFUSED);
  });

  it('of one list is none of another, nor of another order', () => {
    const cursor = cursors.sign('cases:NEWEST', ['id']);
    expect(reading(cursor, 'cases:OLDEST')).toEqual(REFUSED);
    expect(reading(cursor, 'grids:NEWEST')).toEqual(REFUSED);
  });

  it('of another process is refused', () => {
    const other = new CursorSigner(Buffer.alloc(32, 8).toString('base64'));
    expect(reading(other.sign('cases:NEWEST', ['id']))).toEqual(REFUSED);
  });

  it.each(['', 'MQ==', '%', '第二页', '[1]'])('is not %j', (text) => {
    expect(reading(text)).toEqual(REFUSED);
  });
});

it('a cursor key of another length is refused at the start', () => {
  expect(() => new CursorSigner('c2hvcnQ=')).toThrow('the cursor key is 32 bytes in base64');
});
