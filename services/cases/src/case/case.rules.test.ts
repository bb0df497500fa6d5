import { describe, expect, it } from '@jest/globals';
import { unreachableStates } from '@linli/domain/transitions';
import { allowedMoves, CASE_TRANSITIONS, CaseAction, CaseStatus, move, type Mover } from './case.rules.js';

const officer: Mover = { isOfficer: true, isHandler: false, hasHandled: false };
const handler: Mover = { isOfficer: false, isHandler: true, hasHandled: true };
const bystander: Mover = { isOfficer: false, isHandler: false, hasHandled: false };
const ANSWERED = new Date('2026-11-20T02:00:00Z');

const STATES = Object.values(CaseStatus);
const ACTIONS = Object.values(CaseAction);

/** Where each move leads from each state; a dot where it may not be made. */
const MATRIX: Readonly<Record<CaseStatus, string>> = {
  //            ACCEPT   ASSIGN   START       RESPOND     RESOLVE  CLOSE  FOLLOW
  REPORTED: '   ACCEPTED .        .           REPORTED    .        .      .',
  ACCEPTED: '   .        ASSIGNED .           ACCEPTED    .        .      .',
  ASSIGNED: '   .        ASSIGNED IN_PROGRESS ASSIGNED    .        .      .',
  IN_PROGRESS: '.        ASSIGNED .           IN_PROGRESS RESOLVED .      .',
  RESOLVED: '   .        .        .           RESOLVED    .        CLOSED .',
  CLOSED: '     .        .        .           .           .        .      .',
};

const leadsTo = (status: CaseStatus, action: CaseAction): string =>
  MATRIX[status].trim().split(/\s+/)[ACTIONS.indexOf(action)] ?? '';

const everyMove = STATES.flatMap((status) => ACTIONS.map((action) => ({ status, action })));

describe('the loop of a case', () => {
  it.each(everyMove)('$action from $status leads where the matrix says', ({ status, action }) => {
    const outcome = move({ status, respondedAt: ANSWERED }, action, officer);
    const expected = leadsTo(status, action);
    const refused = { allowed: false, reason: status === CaseStatus.CLOSED ? 'CLOSED_FOR_GOOD' : 'MOVE_NOT_ALLOWED' };
    expect(outcome).toEqual(expected === '.' ? refused : { allowed: true, change: expected });
  });

  it('reaches every state from the report', () => {
    expect(unreachableStates(CASE_TRANSITIONS, CaseStatus.REPORTED)).toEqual([]);
  });

  it('ends in one state alone', () => {
    expect(STATES.filter((status) => Object.keys(CASE_TRANSITIONS[status]).length === 0)).toEqual(['CLOSED']);
  });
});

describe('a handler', () => {
  it('starts, answers and resolves', () => {
    const facts = { respondedAt: null };
    expect(allowedMoves({ ...facts, status: CaseStatus.ASSIGNED }, handler)).toEqual(['START', 'RESPOND']);
    expect(allowedMoves({ ...facts, status: CaseStatus.IN_PROGRESS }, handler)).toEqual(['RESPOND', 'RESOLVE']);
  });

  it.each([CaseAction.ACCEPT, CaseAction.ASSIGN, CaseAction.CLOSE])('may make no move %s', (action) => {
    for (const status of STATES) {
      expect(move({ status, respondedAt: ANSWERED }, action, handler)).toEqual({
        allowed: false,
        reason: 'NOT_YOURS_TO_MOVE',
      });
    }
  });
});

describe('who is neither officer nor handler', () => {
  it.each(everyMove)('makes no move $action from $status', ({ status, action }) => {
    expect(move({ status, respondedAt: ANSWERED }, action, bystander)).toEqual({
      allowed: false,
      reason: 'NOT_YOURS_TO_MOVE',
    });
  });

  it('has no moves to choose from', () => {
    expect(STATES.flatMap((status) => allowedMoves({ status, respondedAt: ANSWERED }, bystander))).toEqual([]);
  });
});

describe('closing a case', () => {
  const resolved = { status: CaseStatus.RESOLVED, respondedAt: ANSWERED };

  it('waits until its reporter was answered', () => {
    expect(move({ ...resolved, respondedAt: null }, CaseAction.CLOSE, officer)).toEqual({
      allowed: false,
      reason: 'REPORTER_NOT_ANSWERED',
    });
    expect(allowedMoves({ ...resolved, respondedAt: null }, officer)).toEqual(['RESPOND']);
  });

  it('is not for an officer who handled it', () => {
    expect(move(resolved, CaseAction.CLOSE, { ...officer, hasHandled: true })).toEqual({
      allowed: false,
      reason: 'JUDGE_MAY_NOT_HANDLE',
    });
  });

  it('names the missing answer before the wrong judge', () => {
    const outcome = move({ ...resolved, respondedAt: null }, CaseAction.CLOSE, { ...officer, hasHandled: true });
    expect(outcome).toEqual({ allowed: false, reason: 'REPORTER_NOT_ANSWERED' });
  });

  it('is for an officer who did not', () => {
    expect(allowedMoves(resolved, officer)).toEqual(['RESPOND', 'CLOSE']);
  });

  it('is for good', () => {
    expect(allowedMoves({ status: CaseStatus.CLOSED, respondedAt: ANSWERED }, officer)).toEqual([]);
  });
});
