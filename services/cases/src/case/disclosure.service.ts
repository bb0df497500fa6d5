import { civilDayOf } from '@linli/domain/civil-time';
import type { UnitOfWork } from '@linli/persistence/unit-of-work';
import type { CaseRow } from './case.entity.js';
import { CaseAction } from './case.rules.js';
import type { PastStep } from './case-step.service.js';
import { disclosureChanged } from './disclosure.events.js';

/** Tells, with a move that changes it, to whom a case makes its reporter known. `history` is that from before the move. */
export function discloseReporter(
  { publish, now }: UnitOfWork,
  { id, version, reporter, anonymous, handlerIds, closedAt }: CaseRow,
  action: CaseAction,
  history: readonly PastStep[],
): void {
  if (action !== CaseAction.ASSIGN && action !== CaseAction.CLOSE) return;
  if (reporter === null || reporter === undefined || anonymous) return;
  const last = history.findLast((step) => step.action === CaseAction.ASSIGN);
  const assignedAt = action === CaseAction.ASSIGN || last === undefined ? now : new Date(last.at);
  const closedOn = closedAt === null || closedAt === undefined ? null : civilDayOf(closedAt);
  const assignedOn = civilDayOf(assignedAt);
  publish(disclosureChanged({ id, version, reporter, anonymous, handlerIds, assignedOn, closedOn }));
}
