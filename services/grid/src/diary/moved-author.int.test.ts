import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { personId, viewerWith } from '@linli/testkit/viewers';
import { street } from '../grid-plan/grid-plan.suite.js';
import { postsThrough } from '../grid-post/post-history.suite.js';
import { ELSEWHERE, gridSuite, TODAY, type GridSuite } from '../grid.suite.js';

const [EVE, ADOPTION_DAY] = ['2026-11-27', '2026-11-28'];

let suite: GridSuite;
let through: ReturnType<typeof postsThrough>;
beforeAll(async () => {
  suite = await gridSuite();
  through = postsThrough(suite);
});
afterEach(() => suite.clock.set(`${TODAY}T02:00:00.000Z`));
afterAll(() => suite.end());

describe('grid staff whose post a plan moved', () => {
  it('write of an earlier day under it in the grid that closed, and of later ones in its successor', async () => {
    const { community, grids } = await street(suite, 8);
    const worker = viewerWith('GRID_WORKER', grids[1] ?? '', personId(122));
    const post = await through.appoint({ territory: grids[1], person: worker.person });
    await through.adopt(community, ADOPTION_DAY);
    const write = (grid: string | undefined, day: string) =>
      suite
        .as(worker)
        .ask('mutation ($input: WriteDiaryInput!) { writeDiary(input: $input) { grid { code } author { id } } }', {
          input: { grid, kind: 'PATROL', happenedAt: `${day}T01:00:00Z`, note: '巡查' },
        });
    expect((await write(grids[1], EVE)).data.writeDiary).toEqual({ grid: { code: grids[1] }, author: { id: post } });
    expect((await write(`${community}004`, EVE)).errors).toMatchObject([{ code: 'NOT_POSTED_TO_GRID' }]);
    expect((await write(`${community}004`, ADOPTION_DAY)).errors).toEqual([]);
  });

  it('still see what they wrote in the grid that closed, which nobody else of the new grid does', async () => {
    const { community, grids } = await street(suite, 9);
    const [closed, successor] = [grids[1] ?? '', `${community}004`];
    const [author, colleague] = [personId(123), personId(124)];
    for (const person of [author, colleague]) await through.appoint({ territory: closed, person });
    const input = { grid: closed, kind: 'PATROL', happenedAt: `${TODAY}T01:00:00Z`, note: '巡查' };
    await suite
      .as(viewerWith('GRID_WORKER', closed, author))
      .ask('mutation ($input: WriteDiaryInput!) { writeDiary(input: $input) { id } }', { input });
    await through.adopt(community, ADOPTION_DAY);
    const seen = async (person: string, territory: string) => {
      const query = `{ grid(code: "${closed}") { diaries { totalCount nodes { note } } } }`;
      return (await suite.as(viewerWith('GRID_WORKER', territory, person)).ask(query)).data.grid.diaries;
    };
    expect(await seen(author, successor)).toEqual({ totalCount: 1, nodes: [{ note: '巡查' }] });
    expect(await seen(colleague, closed)).toMatchObject({ totalCount: 1 });
    for (const [person, territory] of [
      [colleague, successor],
      [author, grids[0] ?? ''],
      [author, `${ELSEWHERE}001`],
    ] as const) {
      expect(await seen(person, territory)).toEqual({ totalCount: 0, nodes: [] });
    }
  });
});
