import { describe, expect, test } from '@jest/globals';
import { LAST_STORY } from './case-stories.js';
import { planStories } from './story-plan.js';
import { STATES } from './story.js';
import { buildTown } from './town.js';

const town = buildTown();
const stories = planStories(town);
const countOf = <Value>(values: readonly Value[]) => new Set(values).size;

describe('the cases of Tianjinghu', () => {
  test('are a hundred, no two with the same title', () => {
    expect(stories).toHaveLength(100);
    expect(countOf(stories.map(({ title }) => title))).toBe(100);
  });

  test('are left in every state of the loop', () => {
    const left = STATES.map((state) => stories.filter(({ until }) => until === state).length);
    expect(left).toEqual([12, 12, 14, 16, 14, 32]);
  });

  test('are spread over all grids, five or six to each', () => {
    const counts = town.grids.map((_, at) => stories.filter(({ grid }) => grid === at).length);
    expect(new Set(counts)).toEqual(new Set([5, 6]));
  });

  test('stand at buildings of their own grid, or about the grid itself', () => {
    const astray = stories.filter(({ grid, building }) => building !== null && town.buildings[building]?.grid !== grid);
    expect(astray).toEqual([]);
    expect(stories.some(({ building }) => building === null)).toBe(true);
  });

  test('come from residents, grid workers and officers, each through channels of their own', () => {
    const channels = (by: string) =>
      new Set(stories.filter(({ reporter }) => reporter === by).map((one) => one.channel));
    expect(channels('RESIDENT')).toEqual(new Set(['WECHAT', 'PORTAL', 'STATION']));
    expect(channels('GRID_WORKER')).toEqual(new Set(['GRID_PATROL', 'HOME_VISIT']));
    expect(channels('OFFICER')).toEqual(new Set(['HOTLINE_12345', 'MEETING', 'PARTNER']));
  });

  test('name nobody by a number', () => {
    expect(stories.filter(({ title, description }) => /\d{5,}/.test(title + description))).toEqual([]);
  });

  test('end with the one that says that all are there', () => {
    expect(stories.at(-1)).toMatchObject({ title: LAST_STORY[0], until: 'REPORTED' });
  });
});
