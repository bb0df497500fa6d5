import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Envelope, outerKeyFrom, outerKeysFrom, type OuterKey, type SealedPlace } from './envelope.js';

const envelope = new Envelope({ version: 1, key: Buffer.alloc(32, 7) });
const RECORD = '00000000-0000-7000-8000-000000000001';
const PLACE: SealedPlace = { table: 'case', id: RECORD, field: 'description' };
const { key } = envelope.newRecordKey(RECORD);

const place: fc.Arbitrary<SealedPlace> = fc.record({
  table: fc.constantFrom('case', 'case_event', 'diary'),
  id: fc.oneof(fc.constant(RECORD), fc.uuid()),
  field: fc.constantFrom('description', 'note', 'place'),
});
const isSame = (a: SealedPlace, b: SealedPlace) => a.table === b.table && a.id === b.id && a.field === b.field;

describe('a sealed text', () => {
  it('opens where it was sealed', () => {
    fc.assert(
      fc.property(place, fc.string({ unit: 'binary' }), (at, text) => {
        const wellFormed = text.toWellFormed();
        expect(envelope.open(key, at, envelope.seal(key, at, wellFormed))).toBe(wellFormed);
      }),
    );
  });

  it('opens nowhere else', () => {
    fc.assert(
      fc.property(place, place, (at, elsewhere) => {
        fc.pre(!isSame(at, elsewhere));
        const sealed = envelope.seal(key, at, '三单元漏水');
        expect(() => envelope.open(key, elsewhere, sealed)).toThrow('unable to authenticate data');
      }),
    );
  });

  it('does not open with the key of another record', () => {
    const other = envelope.newRecordKey(RECORD);
    expect(() => envelope.open(other.key, PLACE, envelope.seal(key, PLACE, 'text'))).toThrow(
      'unable to authenticate data',
    );
  });

  it('does not open when any byte of it was changed, or it was cut', () => {
    const sealed = envelope.seal(key, PLACE, '三单元漏水');
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = Buffer.from(sealed);
        changed.writeUInt8(changed.readUInt8(at) ^ change, at);
        expect(() => envelope.open(key, PLACE, changed)).toThrow('unable to authenticate data');
        expect(() => envelope.open(key, PLACE, sealed.subarray(0, at))).toThrow(/authenticat|initialization vector/i);
      }),
    );
  });

  it('is another one each time, so that equal texts do not look equal', () => {
    expect(envelope.seal(key, PLACE, 'same')).not.toEqual(envelope.seal(key, PLACE, 'same'));
  });

  it('holds nothing of the text', () => {
    expect(envelope.seal(key, PLACE, '13800138000').includes('13800138000')).toBe(false);
  });
});

describe("a record's key", () => {
  it('comes back from its wrapped form', () => {
    const made = envelope.newRecordKey(RECORD);
    expect(envelope.recordKey(RECORD, made.wrapped)).toEqual(made.key);
  });

  it('does not come back for another record', () => {
    const { wrapped } = envelope.newRecordKey(RECORD);
    expect(() => envelope.recordKey('00000000-0000-7000-8000-000000000002', wrapped)).toThrow(
      'unable to authenticate data',
    );
  });

  it('does not come back by another outer key of the same version', () => {
    const { wrapped } = new Envelope({ version: 1, key: Buffer.alloc(32, 8) }).newRecordKey(RECORD);
    expect(() => envelope.recordKey(RECORD, wrapped)).toThrow('unable to authenticate data');
  });

  it('says which outer key is missing, by a code too that logs tell', () => {
    const { wrapped } = new Envelope({ version: 2, key: Buffer.alloc(32, 7) }).newRecordKey(RECORD);
    const opened = () => envelope.recordKey(RECORD, wrapped);
    expect(opened).toThrow('the outer key of version 2 is not at hand');
    expect(opened).toThrow(expect.objectContaining({ name: 'OuterKeyMissing', code: 'OUTER_KEY_2_MISSING' }));
  });
});

describe('a newer outer key', () => {
  const [older, newer] = [1, 2].map((version) => ({ version, key: Buffer.alloc(32, version) })) as [OuterKey, OuterKey];
  const both = new Envelope(newer, [older]);
  const made = new Envelope(older).newRecordKey(RECORD);

  it('wraps what is new, while the older one opens what it wrapped', () => {
    expect(both.recordKey(RECORD, made.wrapped)).toEqual(made.key);
    expect(both.newRecordKey(RECORD).wrapped.readUInt16BE(0)).toBe(2);
  });

  it('takes a record’s key over, so that the older one can be put away', () => {
    expect(new Envelope(newer).recordKey(RECORD, both.rewrap(RECORD, made.wrapped))).toEqual(made.key);
  });

  it('is found by whoever runs since before it, when they meet what it wrapped, and wraps for them from then on', () => {
    const listed: OuterKey[] = [older];
    const running = new Envelope(older, [], () => listed);
    expect(() => running.recordKey(RECORD, both.rewrap(RECORD, made.wrapped))).toThrow('version 2 is not at hand');
    listed.unshift(newer);
    expect(running.newRecordKey(RECORD).wrapped.readUInt16BE(0)).toBe(1);
    expect(running.recordKey(RECORD, both.rewrap(RECORD, made.wrapped))).toEqual(made.key);
    expect(running.newRecordKey(RECORD).wrapped.readUInt16BE(0)).toBe(2);
    expect(running.recordKey(RECORD, made.wrapped)).toEqual(made.key);
  });
});

describe('an outer key', () => {
  const base64 = Buffer.alloc(32, 7).toString('base64');

  it('is read with its version', () => {
    expect(outerKeyFrom(`3:${base64}`)).toEqual({ version: 3, key: Buffer.alloc(32, 7) });
  });

  it('may be marked as made for a developer’s machine', () => {
    expect(outerKeyFrom(`development:3:${base64}`)).toEqual({
      version: 3,
      key: Buffer.alloc(32, 7),
      development: true,
    });
  });

  it('is given with older ones, each of its own version', () => {
    expect(outerKeysFrom(` 3:${base64} 2:${base64}\n`).map(({ version }) => version)).toEqual([3, 2]);
    expect(() => outerKeysFrom(`3:${base64} 3:${base64}`)).toThrow('each outer key has a version of its own');
  });

  it.each(['', base64, `1:${Buffer.alloc(31).toString('base64')}`, `-1:${base64}`, `one:${base64}`, `65536:${base64}`])(
    'is not %j',
    (text) => {
      expect(() => outerKeyFrom(text)).toThrow('the outer key is written as VERSION:BASE64 with 32 bytes of key');
    },
  );
});
