import { LAST_STORY, STORIES } from './case-stories.js';
import { Lots } from './random.js';
import { STATES } from './story.js';
import type { Reporter, State, Story } from './story.js';
import type { Town } from './town.js';

const SEED = 20_120_630;

/** How many cases are left in each state: a hundred with the last. */
const LEFT_IN: Readonly<Record<State, number>> = {
  REPORTED: 12,
  ACCEPTED: 12,
  ASSIGNED: 14,
  IN_PROGRESS: 16,
  RESOLVED: 14,
  CLOSED: 32,
};

/** Through which channels each reporter's cases come in. */
const CHANNELS: Readonly<Record<Reporter, readonly string[]>> = {
  RESIDENT: ['WECHAT', 'WECHAT', 'PORTAL', 'STATION'],
  GRID_WORKER: ['GRID_PATROL', 'HOME_VISIT'],
  OFFICER: ['HOTLINE_12345', 'MEETING', 'PARTNER'],
};
const REPORTERS: readonly Reporter[] = ['RESIDENT', 'RESIDENT', 'RESIDENT', 'GRID_WORKER', 'OFFICER'];
const CONCERNS = ['WORRY', 'ANNOYANCE', 'DISTRESS', null] as const;

/** The cases of a town, each in a grid, at a building or about the grid, by somebody, and with its end. The last is the last. */
export function planStories(town: Town): Story[] {
  const lots = new Lots(SEED);
  const told = lots.shuffled(STORIES.flatMap(({ told, ...kind }) => told.map((words) => ({ ...kind, words }))));
  const ends = lots.shuffled(
    STATES.flatMap((state) => Array<State>(LEFT_IN[state] - (state === 'REPORTED' ? 1 : 0)).fill(state)),
  );
  const stories = told.map(({ words: [title, description], ...kind }, index): Story => {
    const grid = index % town.grids.length;
    const reporter = lots.oneOf(REPORTERS);
    const buildings = town.buildings.flatMap((building, at) => (building.grid === grid ? [at] : []));
    const concern = lots.oneOf(CONCERNS);
    return {
      ...kind,
      title,
      description,
      grid,
      building: kind.atBuilding ? lots.oneOf(buildings) : null,
      reporter,
      channel: lots.oneOf(CHANNELS[reporter]),
      concern: reporter === 'RESIDENT' ? concern : null,
      anonymous: reporter === 'RESIDENT' && lots.between(1, 8) === 1,
      until: ends[index] ?? 'REPORTED',
    };
  });
  return [...stories, lastStory(stories.length % town.grids.length)];
}

function lastStory(grid: number): Story {
  const [title, description] = LAST_STORY;
  return {
    category: 'ADVICE.SUGGESTION',
    atBuilding: false,
    urgency: 'ROUTINE',
    scale: 'MINOR',
    answer: '',
    result: '',
    title,
    description,
    grid,
    building: null,
    reporter: 'RESIDENT',
    channel: 'WECHAT',
    concern: null,
    anonymous: false,
    until: 'REPORTED',
  };
}
