import { describe, expect, it } from '@jest/globals';
import { isId } from '@linli/persistence/columns';
import { idOf } from './ids.js';

describe('a generated id', () => {
  it('is a uuid of version 7 that tells when the thing was made', () => {
    const id = idOf('case', 7, Date.UTC(2026, 10, 21));
    expect(isId(id)).toBe(true);
    expect(id.charAt(14)).toBe('7');
    expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(Date.UTC(2026, 10, 21));
  });

  it('is the same each time it is asked for', () => {
    expect(idOf('unit', 3)).toBe(idOf('unit', 3));
  });

  it('is that of one thing alone', () => {
    const ids = (['unit', 'person'] as const).flatMap((kind) =>
      Array.from({ length: 5_000 }, (_, n) => idOf(kind, n, 0)),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('sorts after those of things that were made earlier', () => {
    expect(idOf('case', 9, 1_000) < idOf('case', 3, 2_000)).toBe(true);
  });
});
