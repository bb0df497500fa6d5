import { describe, expect, it } from '@jest/globals';
import { unreachableStates } from '@linli/domain/transitions';
import {
  adopted,
  areTooMany,
  GRID_PLAN_TRANSITIONS,
  GridPlanStatus,
  isPublic,
  isTarget,
  onNotice,
  withdrawn,
  type PlanState,
} from './grid-plan.rules.js';

const TODAY = '2026-11-20';
const plan = (status: keyof typeof GridPlanStatus, noticeUntil: string | null = null): PlanState => ({
  status: GridPlanStatus[status],
  noticeUntil,
});

describe('a plan', () => {
  it('goes through its states by these moves and no others', () => {
    const past = '2026-11-19';
    const states = Object.keys(GridPlanStatus) as (keyof typeof GridPlanStatus)[];
    const matrix = states.map((state) => [
      state,
      nextOf(onNotice(plan(state), '2026-11-27', TODAY)),
      nextOf(adopted(plan(state, past), TODAY)),
      nextOf(withdrawn(plan(state))),
    ]);
    expect(matrix).toEqual([
      ['DRAFT', 'ON_NOTICE', 'NOT_NOW', 'WITHDRAWN'],
      ['ON_NOTICE', 'NOT_NOW', 'ADOPTED', 'WITHDRAWN'],
      ['ADOPTED', 'NOT_NOW', 'NOT_NOW', 'NOT_NOW'],
      ['WITHDRAWN', 'NOT_NOW', 'NOT_NOW', 'NOT_NOW'],
    ]);
    expect(unreachableStates(GRID_PLAN_TRANSITIONS, GridPlanStatus.DRAFT)).toEqual([]);
  });

  it.each([
    ['2026-11-20', 'NOTICE_OUT_OF_BOUNDS'],
    ['2026-11-21', 'ON_NOTICE'],
    ['2027-02-18', 'ON_NOTICE'],
    ['2027-02-19', 'NOTICE_OUT_OF_BOUNDS'],
  ])('put on notice until %s is %s', (until, outcome) => {
    expect(nextOf(onNotice(plan('DRAFT'), until, TODAY))).toBe(outcome);
  });

  it('is adopted on the day after its notice, not before', () => {
    const onNoticeUntil = plan('ON_NOTICE', '2026-11-27');
    expect(nextOf(adopted(onNoticeUntil, '2026-11-27'))).toBe('STILL_ON_NOTICE');
    expect(nextOf(adopted(onNoticeUntil, '2026-11-28'))).toBe('ADOPTED');
  });

  it('aims at 10 to 5,000 households a grid, and has at most 100 grids', () => {
    expect([9, 10, 5_000, 5_001].map(isTarget)).toEqual([false, true, true, false]);
    expect([100, 101].map(areTooMany)).toEqual([false, true]);
  });

  it('is for everyone to see from its notice on, withdrawn after too', () => {
    expect(
      [plan('DRAFT'), plan('WITHDRAWN'), plan('WITHDRAWN', TODAY), plan('ON_NOTICE', TODAY)].map(isPublic),
    ).toEqual([false, false, true, true]);
  });
});

function nextOf(
  outcome: ReturnType<typeof onNotice> | ReturnType<typeof adopted> | ReturnType<typeof withdrawn>,
): string {
  return outcome.allowed ? outcome.change.status : outcome.reason;
}
