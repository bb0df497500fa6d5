import { describe, expect, it } from '@jest/globals';
import { faultInTraining, isPostFor, wasHeldOn, type NewTraining } from './training.rules.js';

const TODAY = '2026-11-20';
const POST = '0192e0a0-0000-7000-8000-00000000000a';
const OTHER = '0192e0a0-0000-7000-8000-00000000000b';
const training = {
  community: '340705402001',
  topic: '消防安全',
  heldOn: TODAY,
  hours: 1.5,
  attendees: [POST],
  completed: [POST.toUpperCase()],
};

describe('a training', () => {
  it('was held in a community, on a topic, for some time, and somebody came', () => {
    expect(faultInTraining(training, TODAY)).toBeNull();
  });

  it.each<[string, Partial<NewTraining>, string]>([
    ['of a whole street', { community: '340705402' }, 'input.community'],
    ['without a topic', { topic: ' ' }, 'input.topic'],
    ['that is yet to be held', { heldOn: '2026-11-21' }, 'input.heldOn'],
    ['of no time', { hours: 0 }, 'input.hours'],
    ['of an endless time', { hours: Number.POSITIVE_INFINITY }, 'input.hours'],
    ['to which nobody came', { attendees: [], completed: [] }, 'input.attendees'],
    ['to which somebody came twice', { attendees: [POST, POST.toUpperCase()] }, 'input.attendees'],
    ['to which more than 100 came', { attendees: Array.from({ length: 101 }, String) }, 'input.attendees'],
    ['completed by somebody who did not come', { completed: [OTHER] }, 'input.completed'],
  ])('is refused, one %s', (_what, part, path) => {
    expect(faultInTraining({ ...training, ...part }, TODAY)).toBe(path);
  });
});

describe('those who come to a training of a community', () => {
  const held = { startsOn: '2026-01-01', endsOn: '2026-11-20' };

  it.each([
    ['340705402001', true],
    ['340705402001001', true],
    ['340705402', true],
    ['340705402002', false],
    ['340705403', false],
  ])('are posted to it, in it or around it: a post to %s is one: %s', (territory, expected) => {
    expect(isPostFor({ territory, ...held }, '340705402001')).toBe(expected);
  });

  it('hold their posts on its day', () => {
    const post = { territory: '340705402001', ...held };
    const days = ['2025-12-31', '2026-01-01', '2026-11-20', '2026-11-21'];
    expect(days.map((day) => wasHeldOn(post, day))).toEqual([false, true, true, false]);
    expect(wasHeldOn({ ...post, endsOn: null }, '2027-01-01')).toBe(true);
  });
});
