import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ATTACKS } from './testing/attacks.js';
import { answerOf, startCity, type RunningCity } from './testing/running-city.js';

let city: RunningCity;
beforeAll(async () => {
  city = await startCity({ production: true });
});
afterAll(() => city.stop());

async function messagesFor(request: RequestInit, language: string): Promise<string[]> {
  const headers = { 'content-type': 'application/json', ...(request.headers as Record<string, string>) };
  const answer = await fetch(`${city.url}/graphql`, {
    method: 'POST',
    ...request,
    headers: { ...headers, 'accept-language': language },
  });
  return (await answerOf(answer)).errors.map(({ message }) => message);
}

describe('a request that is wrong in form', () => {
  it.each([
    ['that does not parse', { body: '{"query":"{ 13800138000 }"}' }, '查询语法有误或过长；请按所示位置改正。'],
    [
      'with a field that is not there',
      { body: '{"query":"{ nothing }"}' },
      '查询与图的定义不符（如字段、参数、类型或片段有误）；请按所示位置改正。',
    ],
    [
      'that is no JSON',
      { body: 'x' },
      '请求格式有误；请用 POST 提交 JSON，Content-Type 为 application/json，内含 query，变更不能以 GET 提交。',
    ],
    [
      'whose operation is not named',
      { body: '{"query":"query A { whoAmI } query B { whoAmI }"}' },
      '请用 operationName 指明要执行的操作。',
    ],
  ])('%s is told in Chinese to who asks for it, without its words', async (_, request, message) => {
    expect(await messagesFor(request, 'zh-CN')).toEqual([message]);
    expect((await messagesFor(request, 'en')).join()).not.toMatch(/\p{Script=Han}|13800138000/u);
  });
});

it('no attack is answered in another language than was asked for', async () => {
  const spoken = async (language: string) => {
    const answers = ATTACKS.filter(({ request }) => request.method === 'POST').map(({ request }) =>
      messagesFor(request, language),
    );
    return (await Promise.all(answers)).flat();
  };
  expect((await spoken('zh')).filter((message) => !/\p{Script=Han}/u.test(message))).toEqual([]);
  expect((await spoken('en')).filter((message) => /\p{Script=Han}/u.test(message))).toEqual([]);
});
