import { describe, expect, it } from '@jest/globals';
import { catalogue, Refusal } from './refusal.js';

const BenchErrors = catalogue({
  taken: {
    code: 'BENCH_TAKEN',
    zh: '长椅 {bench} 已被占用，{until} 后可用。',
    en: 'Bench {bench} is taken until {until}.',
  },
  wet: { code: 'BENCH_WET', zh: '长椅未干。', en: 'The bench is wet.' },
  closed: { code: 'PARK_CLOSED', zh: '可选：{allowed}。', en: 'Choose one of {allowed}.' },
});

describe('a refusal', () => {
  it('has its code, its facts and its message in both languages', () => {
    expect(BenchErrors.taken({ bench: 7, until: '2026-11-21' })).toMatchObject({
      name: 'Refusal',
      code: 'BENCH_TAKEN',
      facts: { bench: 7, until: '2026-11-21' },
      message: 'Bench 7 is taken until 2026-11-21.',
      messages: {
        zh: '长椅 7 已被占用，2026-11-21 后可用。',
        en: 'Bench 7 is taken until 2026-11-21.',
      },
    });
  });

  it('is an error, so that it can be thrown', () => {
    expect(BenchErrors.wet()).toBeInstanceOf(Refusal);
    expect(BenchErrors.wet()).toBeInstanceOf(Error);
  });

  it('carries facts that its message does not speak of', () => {
    expect(BenchErrors.wet({ until: '2026-11-22' })).toMatchObject({
      message: 'The bench is wet.',
      facts: { until: '2026-11-22' },
    });
  });

  it('spells a list with commas and an absent fact as a dash', () => {
    expect(BenchErrors.closed({ allowed: ['EAST', 'WEST'] }).messages.en).toBe('Choose one of EAST, WEST.');
    expect(BenchErrors.closed({ allowed: null }).messages.zh).toBe('可选：–。');
  });

  it('takes a fact as it is, even one that looks like a slot', () => {
    expect(BenchErrors.taken({ bench: '{until}', until: 'noon' }).message).toBe('Bench {until} is taken until noon.');
  });

  it('stands in its catalogue as it was written down', () => {
    expect(BenchErrors.templates.map(({ code }) => code)).toEqual(['BENCH_TAKEN', 'BENCH_WET', 'PARK_CLOSED']);
  });
});
