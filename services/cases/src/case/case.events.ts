import type { DomainEvent } from '@linli/domain/domain-event';

/** What other services hear of a case: ids, codes and times; never its title, text or people, who are in `disclosure.events.ts` alone. */
export interface CaseFact extends Record<string, unknown> {
  readonly number: string;
  readonly category: string;
  readonly private: boolean;
  readonly status: string;
  readonly level: string;
  readonly territory: string;
  readonly building: string | null;
  readonly handlers: readonly { kind: string; id: string }[];
  readonly reportedAt: string;
}

export type CaseEventType =
  | 'CaseReported'
  | 'CaseAccepted'
  | 'CaseAssigned'
  | 'CaseStarted'
  | 'CaseReporterAnswered'
  | 'CaseResolved'
  | 'CaseClosed'
  | 'CaseMoved';

export function caseEvent(type: CaseEventType, id: string, version: number, payload: CaseFact): DomainEvent {
  return { type, aggregateType: 'case', aggregateId: id, version, payload };
}
