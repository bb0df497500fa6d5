import { expect } from '@jest/globals';
import { plusDays, type CivilDay } from '@linli/domain/civil-time';
import { PUBLIC } from '@linli/domain/viewer';
import { plansBy } from '../grid-plan/grid-plan.suite.js';
import { changesBy, streetOfficer, type GridSuite } from '../grid.suite.js';

interface PostOfDay {
  readonly id: string;
  readonly territory: string;
  readonly grid: { readonly code: string };
}

/** Appointments and adoptions in a suite, and what is told after of the posts of a day. */
export function postsThrough(suite: GridSuite) {
  const officer = suite.as(streetOfficer);
  const isOn = (day: CivilDay) => suite.clock.set(`${day}T02:00:00.000Z`);
  return {
    officer,
    isOn,
    /** Gives the post's id. */
    async appoint(input: Record<string, unknown>): Promise<string> {
      const { data, errors } = await changesBy(officer).appointToGrid(input);
      expect(errors).toEqual([]);
      return data.appointToGrid.id;
    },
    /** Puts up a plan of a community today, and adopts it on a later day, on which the clock is left. */
    async adopt(community: string, day: CivilDay, targetHouseholds = 90): Promise<void> {
      const plans = plansBy(officer);
      const { id } = (await plans.propose(community, targetHouseholds)).data.proposeGridPlan;
      expect((await plans.putOnNotice(id, plusDays(day, -1))).errors).toEqual([]);
      isOn(day);
      expect((await plans.adopt(id)).errors).toEqual([]);
    },
    /** The posts of a grid on a day, and where each of them is said to be. */
    async postsOf(grid: string | undefined, on: CivilDay): Promise<PostOfDay[]> {
      const { data, errors } = await suite
        .as(PUBLIC)
        .ask(`{ grid(code: "${grid}") { posts(on: "${on}") { id territory grid { code } } } }`);
      expect(errors).toEqual([]);
      return data.grid.posts;
    },
    async idsOf(grid: string | undefined, on: CivilDay): Promise<string[]> {
      return (await this.postsOf(grid, on)).map(({ id }) => id);
    },
  };
}
