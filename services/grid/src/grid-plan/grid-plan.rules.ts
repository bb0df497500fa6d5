import { plusDays, type CivilDay } from '@linli/domain/civil-time';
import { actionsFrom, nextState, type Transitions } from '@linli/domain/transitions';
import { allow, refuse, type Outcome } from '@linli/domain/outcome';

export enum GridPlanStatus {
  DRAFT = 'DRAFT',
  ON_NOTICE = 'ON_NOTICE',
  ADOPTED = 'ADOPTED',
  WITHDRAWN = 'WITHDRAWN',
}

export type GridPlanAction = 'putOnNotice' | 'adopt' | 'withdraw';

/** A plan goes on notice once, and is adopted after; until then it may be withdrawn. */
export const GRID_PLAN_TRANSITIONS = {
  DRAFT: { putOnNotice: GridPlanStatus.ON_NOTICE, withdraw: GridPlanStatus.WITHDRAWN },
  ON_NOTICE: { adopt: GridPlanStatus.ADOPTED, withdraw: GridPlanStatus.WITHDRAWN },
  ADOPTED: {},
  WITHDRAWN: {},
} as const satisfies Transitions<GridPlanStatus, GridPlanAction>;

/** Households of a grid that may be aimed at. */
const TARGET = { least: 10, most: 5_000 };
/** As many grids as a plan lists at once. */
export const MOST_GRIDS = 100;
/** How long a plan is on notice, in days that start with tomorrow. */
const NOTICE_DAYS = { least: 1, most: 90 };

export interface PlanState {
  readonly status: GridPlanStatus;
  /** The last day on which residents may object; null before the notice. */
  readonly noticeUntil: CivilDay | null;
}

export function isTarget(households: number): boolean {
  return households >= TARGET.least && households <= TARGET.most;
}

export function areTooMany(grids: number): boolean {
  return grids > MOST_GRIDS;
}

/** The first and the last day that a notice put up on a day may end with. */
export function noticeBounds(today: CivilDay): { earliest: CivilDay; latest: CivilDay } {
  return { earliest: plusDays(today, NOTICE_DAYS.least), latest: plusDays(today, NOTICE_DAYS.most) };
}

export function onNotice(
  { status }: PlanState,
  until: CivilDay,
  today: CivilDay,
): Outcome<PlanState, 'NOT_NOW' | 'NOTICE_OUT_OF_BOUNDS'> {
  const next = nextState<GridPlanStatus, GridPlanAction>(GRID_PLAN_TRANSITIONS, status, 'putOnNotice');
  if (next === null) return refuse('NOT_NOW');
  const { earliest, latest } = noticeBounds(today);
  if (until < earliest || until > latest) return refuse('NOTICE_OUT_OF_BOUNDS');
  return allow({ status: next, noticeUntil: until });
}

export function adopted(
  { status, noticeUntil }: PlanState,
  today: CivilDay,
): Outcome<PlanState, 'NOT_NOW' | 'STILL_ON_NOTICE'> {
  const next = nextState<GridPlanStatus, GridPlanAction>(GRID_PLAN_TRANSITIONS, status, 'adopt');
  if (next === null) return refuse('NOT_NOW');
  if (noticeUntil === null || today <= noticeUntil) return refuse('STILL_ON_NOTICE');
  return allow({ status: next, noticeUntil });
}

export function withdrawn({ status, noticeUntil }: PlanState): Outcome<PlanState, 'NOT_NOW'> {
  const next = nextState<GridPlanStatus, GridPlanAction>(GRID_PLAN_TRANSITIONS, status, 'withdraw');
  return next === null ? refuse('NOT_NOW') : allow({ status: next, noticeUntil });
}

/** What may be done with a plan now. */
export function actionsOn({ status }: PlanState): GridPlanAction[] {
  return actionsFrom<GridPlanStatus, GridPlanAction>(GRID_PLAN_TRANSITIONS, status);
}

/** Whether everyone may see it: from its notice on. A draft is for the officers of its community. */
export function isPublic({ noticeUntil }: PlanState): boolean {
  return noticeUntil !== null;
}
