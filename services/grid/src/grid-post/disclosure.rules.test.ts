import { describe, expect, it } from '@jest/globals';
import { audiencesOf, type DisclosingPost } from './disclosure.rules.js';

const post = (facts: Partial<DisclosingPost> = {}): DisclosingPost => ({
  territory: '340705402001001',
  startsOn: '2026-01-01',
  endsOn: null,
  publicisedOn: '2026-03-01',
  ...facts,
});
const inTheCommunity = { territory: '340705402001', handlers: [], startsOn: '2026-03-01', endsOn: null };

describe('the holder of a post', () => {
  it('is disclosed to nobody while the roster is not up', () => {
    expect(audiencesOf(post({ publicisedOn: null }))).toEqual([]);
  });

  it('is disclosed by the mask to everyone, and by name in the community of the post', () => {
    expect(audiencesOf(post())).toEqual([
      { level: 'MASK', toPublic: true, ...inTheCommunity },
      { level: 'NAME', toPublic: false, ...inTheCommunity },
    ]);
  });

  it.each([
    ['340705402001', '340705402001'],
    ['34070540200100102', '340705402001'],
    ['340705402', '340705402'],
  ])('of a post to %s is disclosed by name in %s', (territory, around) => {
    expect(audiencesOf(post({ territory })).map((audience) => audience.territory)).toEqual([around, around]);
  });

  it.each([
    ['is held already', '2026-01-01', '2026-03-01', '2026-03-01'],
    ['is held later', '2026-05-01', '2026-03-01', '2026-05-01'],
  ])(
    'of a post that %s is disclosed from the later of its first day and the day of the roster',
    (_which, startsOn, publicisedOn, from) => {
      expect(audiencesOf(post({ startsOn, publicisedOn })).map((audience) => audience.startsOn)).toEqual([from, from]);
    },
  );

  it('is disclosed until the last day of the post, and never when that is before the roster is up', () => {
    expect(audiencesOf(post({ endsOn: '2026-03-01' })).map((audience) => audience.endsOn)).toEqual([
      '2026-03-01',
      '2026-03-01',
    ]);
    expect(audiencesOf(post({ endsOn: '2026-02-28' }))).toEqual([]);
  });
});
