import { describe, expect, it } from '@jest/globals';
import { startCity } from './testing/running-city.js';

describe('while a subgraph is down', () => {
  it('its part is null with an error that says what is missing, and the rest is answered', async () => {
    const city = await startCity();
    await city.cases.stop();
    const answer = await city.ask('{ area(code: "1") { name openCases } }', {
      headers: { 'accept-language': 'zh-CN' },
    });
    expect(answer.status).toBe(200);
    expect(answer.data).toEqual({ area: { name: 'Area 1', openCases: null } });
    expect(answer.errors).toEqual([
      {
        message: '案件服务暂不可用：答案中缺少案件、议事、民生项目等内容；请稍后再试。',
        path: ['area'],
        extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'cases' },
      },
    ]);
    await city.stop();
  });

  it('the gateway is ready, and says which part is missing', async () => {
    const city = await startCity();
    expect(await readiness(city.url)).toEqual([200, { status: 'ready', degraded: [] }]);
    await city.cases.stop();
    expect(await readiness(city.url)).toEqual([200, { status: 'ready', degraded: ['cases'] }]);
    await city.stop();
  });
});

describe('while a subgraph hangs', () => {
  it('the rest is answered by the deadline', async () => {
    const city = await startCity({ deadlineMs: 200 });
    const answer = await city.ask('{ slow whoAmI area(code: "1") { name } }');
    expect(answer.errors.map(({ extensions }) => extensions)).toEqual([
      { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'grid' },
    ]);
    expect((await city.ask('{ case(id: "7") { number } }')).data).toEqual({ case: { number: 'JN-7' } });
    await city.stop();
  });
});

it('a gateway that is stopping is not ready any more, but answers on', async () => {
  const city = await startCity();
  city.gateway.announceStop();
  expect(await readiness(city.url)).toEqual([503, { status: 'not ready', reasons: { process: 'stopping' } }]);
  expect((await city.ask('{ whoAmI }')).status).toBe(200);
  await city.stop();
});

it('128 operations are answered at once; those beyond are told to come again', async () => {
  const city = await startCity({ deadlineMs: 1_000 });
  const answers = await Promise.all(Array.from({ length: 140 }, () => city.ask('{ slow }')));
  const refused = answers.filter(({ status }) => status === 503);
  expect(refused).toHaveLength(12);
  expect(refused[0]?.headers.get('retry-after')).toBe('1');
  expect(refused[0]?.errors[0]?.extensions).toEqual({ code: 'OVERLOADED' });
  await city.stop();
});

describe('a page of another origin', () => {
  it('is let in where its origin is listed, and only there', async () => {
    const city = await startCity({ corsOrigins: ['https://resident.example'] });
    const allowed = async (origin: string, method: string) =>
      (await fetch(`${city.url}/graphql`, { method, headers: { origin } })).headers.get('access-control-allow-origin');
    expect(await allowed('https://resident.example', 'OPTIONS')).toBe('https://resident.example');
    expect(await allowed('https://elsewhere.example', 'OPTIONS')).toBeNull();
    await city.stop();
  });
});

async function readiness(url: string): Promise<[number, unknown]> {
  const response = await fetch(`${url}/health/ready`);
  return [response.status, await response.json()];
}
