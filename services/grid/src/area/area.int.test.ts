import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PUBLIC } from '@linli/domain/viewer';
import { COMMUNITY, gridSuite, NEXT_COMMUNITY, type GridSuite } from '../grid.suite.js';

let suite: GridSuite;
beforeAll(async () => {
  suite = await gridSuite();
});
afterAll(() => suite.end());

const ask = async (query: string) => {
  const answer = await suite.as(PUBLIC).ask(query);
  expect(answer.errors).toEqual([]);
  return answer.data;
};

describe('an area', () => {
  it('lies in those whose codes its own starts with', async () => {
    const { area } = await ask(
      `{ area(code: "${COMMUNITY}") { code name level landArea parent { code } ancestors { name level } children { nodes { code } } } }`,
    );
    expect(area).toEqual({
      code: COMMUNITY,
      name: '天井湖社区居委会',
      level: 'COMMUNITY',
      landArea: null,
      parent: { code: '340705402' },
      ancestors: [
        { name: '安徽省', level: 'PROVINCE' },
        { name: '铜陵市', level: 'CITY' },
        { name: '铜官区', level: 'DISTRICT' },
        { name: '天井湖社区街道', level: 'STREET' },
      ],
      children: { nodes: [] },
    });
    expect((await ask('{ area(code: "34") { parent { code } ancestors { code } } }')).area).toEqual({
      parent: null,
      ancestors: [],
    });
  });

  it('has those just below it as children, page by page', async () => {
    const street = (page: string) =>
      ask(
        `{ area(code: "340705402") { children(${page}) { totalCount nodes { code } pageInfo { hasNextPage hasPreviousPage endCursor } } } }`,
      );
    const first = (await street('first: 1')).area.children;
    expect(first).toMatchObject({
      totalCount: 2,
      nodes: [{ code: COMMUNITY }],
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    });
    const second = (await street(`first: 1, after: "${first.pageInfo.endCursor}"`)).area.children;
    expect(second).toMatchObject({
      nodes: [{ code: NEXT_COMMUNITY }],
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
    });
    expect((await ask('{ area(code: "34") { children { nodes { code } } } }')).area.children.nodes).toEqual([
      { code: '3407' },
    ]);
  });

  it('is null where there is none', async () => {
    expect(await ask('{ area(code: "99") { code } }')).toEqual({ area: null });
    const references = [
      { __typename: 'Area', code: '99' },
      { __typename: 'Area', code: '34' },
    ];
    const { data } = await suite
      .as(PUBLIC)
      .ask('query ($of: [_Any!]!) { _entities(representations: $of) { ... on Area { name } } }', { of: references });
    expect(data._entities).toEqual([null, { name: '安徽省' }]);
  });
});
