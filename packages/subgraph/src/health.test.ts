import { describe, expect, it } from '@jest/globals';
import { Health, type ReadinessCheck } from './health.js';

async function answerOf(health: Health, path: string): Promise<unknown> {
  const answer = await health.answer(path);
  return answer === null ? null : [answer.status, JSON.parse(String(answer.body))];
}

const READY = [200, { status: 'ready' }];
const notReady = (reasons: Record<string, string>) => [503, { status: 'not ready', reasons }];

describe('a process', () => {
  it.each<[string, Record<string, ReadinessCheck>, unknown]>([
    ['is ready where nothing has to hold', {}, READY],
    ['is ready where every condition holds', { database: async () => undefined, grid: async () => null }, READY],
    [
      'names each condition that does not hold',
      { database: async () => null, grid: async () => 'not read yet', clock: async () => 'slow' },
      notReady({ grid: 'not read yet', clock: 'slow' }),
    ],
    [
      'says of a check that fails nothing but that it failed',
      { database: () => Promise.reject(new Error('password of linli_cases_app is wrong')) },
      notReady({ database: 'failed' }),
    ],
  ])('%s', async (_, checks, answer) => {
    expect(await answerOf(new Health(checks), '/health/ready')).toEqual(answer);
  });

  it('that is not ready is live', async () => {
    const health = new Health({ database: async () => 'away' });
    expect(await answerOf(health, '/health/live')).toEqual([200, { status: 'live' }]);
  });

  it('that is stopping is live, but takes nothing new, and asks nobody why', async () => {
    const health = new Health({ database: () => Promise.reject(new Error('not asked')) });
    health.stopping();
    expect(await answerOf(health, '/health/ready')).toEqual(notReady({ process: 'stopping' }));
    expect(await answerOf(health, '/health/live')).toEqual([200, { status: 'live' }]);
  });

  it.each(['/health', '/health/', '/health/readyz', '/graphql'])('has no health at %s', async (path) => {
    expect(await answerOf(new Health({}), path)).toBeNull();
  });
});
