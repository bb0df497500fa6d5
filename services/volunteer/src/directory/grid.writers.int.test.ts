import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import {
  activeUnit,
  codesOf,
  COMMUNITY,
  register,
  officer,
  volunteerSuite,
  type VolunteerSuite,
} from '../volunteer.suite.js';
import { gridDirectory } from './grid.writers.js';

let suite: VolunteerSuite;
beforeAll(async () => {
  suite = await volunteerSuite();
});
afterAll(() => suite.end());

const GRID = `${COMMUNITY}090`;

/** What the feed tells of the grid. */
const tell = (version: number, facts: { name: string; closedOn: string | null }) =>
  suite.worker.em.fork().transactional(async (em) => {
    const writer = gridDirectory.find(({ kind }) => kind === 'grid');
    await writer?.apply(em, [{ key: GRID, version, payload: { ...facts, community: COMMUNITY } }]);
  });
const kept = async () => {
  const { rows } = await sql`select name, closed_on, version::int from directory_grid where code = ${GRID}`.execute(
    suite.worker.em.fork().getKysely(),
  );
  return rows;
};

describe('the directory of grids', () => {
  it('keeps the newest that it was told, in whichever order', async () => {
    await tell(2, { name: '二版', closedOn: null });
    await tell(1, { name: '一版', closedOn: null });
    await tell(2, { name: '又是二版', closedOn: null });
    expect(await kept()).toEqual([{ name: '二版', closed_on: null, version: 2 }]);
  });

  it('ends the use of a grid with the day on which it is closed', async () => {
    const unit = await activeUnit(suite);
    const offer = () => register(suite.as(officer), unit, { territories: [GRID] });
    await tell(3, { name: '三版', closedOn: '2026-11-21' });
    const dayBefore = await offer();
    await tell(4, { name: '四版', closedOn: '2026-11-20' });
    expect([codesOf(dayBefore), codesOf(await offer())]).toEqual([[], [['BAD_USER_INPUT', 'input.territories.0']]]);
  });
});
