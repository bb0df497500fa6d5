import { actionsFrom, nextState, type Transitions } from '@linli/domain/transitions';
import { allow, refuse, type Outcome } from '@linli/domain/outcome';
import { HandlingLevel } from '../category/category.rules.js';

export enum CaseStatus {
  REPORTED = 'REPORTED',
  ACCEPTED = 'ACCEPTED',
  ASSIGNED = 'ASSIGNED',
  IN_PROGRESS = 'IN_PROGRESS',
  RESOLVED = 'RESOLVED',
  CLOSED = 'CLOSED',
}

export enum CaseAction {
  ACCEPT = 'ACCEPT',
  ASSIGN = 'ASSIGN',
  START = 'START',
  RESPOND = 'RESPOND',
  RESOLVE = 'RESOLVE',
  CLOSE = 'CLOSE',
  /** Nobody's move: a case goes with the ground it stands on to another grid, and stays in its state. */
  FOLLOW = 'FOLLOW',
}

/** The closed loop: 信息收集、立案、派遣、处置、反馈、核查结案. An answer to the reporter leaves a case in its state. */
export const CASE_TRANSITIONS = {
  REPORTED: { ACCEPT: CaseStatus.ACCEPTED, RESPOND: CaseStatus.REPORTED },
  ACCEPTED: { ASSIGN: CaseStatus.ASSIGNED, RESPOND: CaseStatus.ACCEPTED },
  ASSIGNED: { ASSIGN: CaseStatus.ASSIGNED, START: CaseStatus.IN_PROGRESS, RESPOND: CaseStatus.ASSIGNED },
  IN_PROGRESS: { ASSIGN: CaseStatus.ASSIGNED, RESPOND: CaseStatus.IN_PROGRESS, RESOLVE: CaseStatus.RESOLVED },
  RESOLVED: { RESPOND: CaseStatus.RESOLVED, CLOSE: CaseStatus.CLOSED },
  CLOSED: {},
} as const satisfies Transitions<CaseStatus, CaseAction>;

const TABLE: Transitions<CaseStatus, CaseAction> = CASE_TRANSITIONS;

/** Moves of whoever administers the territory; the others are also its handlers'. */
const OFFICERS_ALONE: ReadonlySet<CaseAction> = new Set([CaseAction.ACCEPT, CaseAction.ASSIGN, CaseAction.CLOSE]);

/** How the one who moves a case stands to it. */
export interface Mover {
  /** Officer of a territory around the case. */
  readonly isOfficer: boolean;
  /** Holds one of the posts, or represents one of the units, to which it is assigned. */
  readonly isHandler: boolean;
  /** Is its handler, or has started or resolved it. */
  readonly hasHandled: boolean;
}

export type CaseRefusal =
  'NOT_YOURS_TO_MOVE' | 'MOVE_NOT_ALLOWED' | 'REPORTER_NOT_ANSWERED' | 'JUDGE_MAY_NOT_HANDLE' | 'CLOSED_FOR_GOOD';

/** Where a move leads, or why it may not be made: by who makes it, by the state, then by the move's own condition. */
export function move(
  facts: { status: CaseStatus; respondedAt: Date | null },
  action: CaseAction,
  mover: Mover,
): Outcome<CaseStatus, CaseRefusal> {
  if (!mayMove(action, mover)) return refuse('NOT_YOURS_TO_MOVE');
  if (facts.status === CaseStatus.CLOSED) return refuse('CLOSED_FOR_GOOD');
  const next = nextState(TABLE, facts.status, action);
  if (next === null) return refuse('MOVE_NOT_ALLOWED');
  if (action === CaseAction.CLOSE) {
    if (facts.respondedAt === null) return refuse('REPORTER_NOT_ANSWERED');
    if (mover.hasHandled) return refuse('JUDGE_MAY_NOT_HANDLE');
  }
  return allow(next);
}

/** Moves that would be allowed now. */
export function allowedMoves(facts: { status: CaseStatus; respondedAt: Date | null }, mover: Mover): CaseAction[] {
  return actionsFrom(TABLE, facts.status).filter((action) => move(facts, action, mover).allowed);
}

function mayMove(action: CaseAction, mover: Mover): boolean {
  return mover.isOfficer || (mover.isHandler && !OFFICERS_ALONE.has(action));
}

/** Whether a case is given to a level above the highest that its kind should need; whoever does so says why. */
export function needsReason(level: HandlingLevel, lastLevel: HandlingLevel): boolean {
  const levels = Object.values(HandlingLevel);
  return levels.indexOf(level) > levels.indexOf(lastLevel);
}
