import { describe, expect, it } from '@jest/globals';
import { DiaryKind, faultInDiary, type NewDiary } from './diary.rules.js';

const NOW = new Date('2026-11-20T02:00:00.000Z');
const diary: NewDiary = {
  grid: '340705402001001',
  kind: DiaryKind.HOME_VISIT,
  happenedAt: NOW,
  note: '老人一切安好。',
  case: '0192e0a0-0000-7000-8000-00000000000a',
};

describe('an entry of a diary', () => {
  it('says what happened in a grid or micro-grid, up to now', () => {
    expect(faultInDiary(diary, NOW)).toBeNull();
    expect(faultInDiary({ ...diary, grid: '34070540200100101', note: '安'.repeat(5_000), case: null }, NOW)).toBeNull();
  });

  it.each<[string, Partial<NewDiary>, string]>([
    ['of a community', { grid: '340705402001' }, 'input.grid'],
    ['of what is yet to happen', { happenedAt: new Date(NOW.getTime() + 1) }, 'input.happenedAt'],
    ['that says nothing', { note: ' \n' }, 'input.note'],
    ['longer than 5,000 characters', { note: '安'.repeat(5_001) }, 'input.note'],
    ['with an empty key', { idempotencyKey: '' }, 'input.idempotencyKey'],
  ])('is refused, one %s', (_what, part, path) => {
    expect(faultInDiary({ ...diary, ...part }, NOW)).toBe(path);
  });
});
