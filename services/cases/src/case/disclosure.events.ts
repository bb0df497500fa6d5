import type { CivilDay } from '@linli/domain/civil-time';
import type { DomainEvent } from '@linli/domain/domain-event';

/** A case as far as it makes its reporter known to whoever handles it. */
export interface DisclosingCase {
  readonly id: string;
  readonly version: number;
  readonly reporter: string | null;
  readonly anonymous: boolean;
  readonly handlerIds: readonly string[];
  /** The last assignment; null where there was none. */
  readonly assignedOn: CivilDay | null;
  readonly closedOn: CivilDay | null;
}

/** That organization has to know anew to whom a case makes its reporter known: it replaces all that the case disclosed before. */
export function disclosureChanged(of: DisclosingCase): DomainEvent {
  const { id, version } = of;
  const payload = disclosurePayload(of);
  return { type: 'DisclosureChanged', aggregateType: 'disclosure', aggregateId: id, version, payload };
}

/** The name, to the handlers of an assigned case and from the day of its assignment until it is closed; of an anonymous report nothing. */
export function disclosurePayload({ reporter, anonymous, handlerIds, assignedOn, closedOn }: DisclosingCase) {
  if (reporter === null || anonymous || assignedOn === null || handlerIds.length === 0) return NOTHING_DISCLOSED;
  const toHandlers = { level: 'NAME', toPublic: false, territory: null, handlers: [...handlerIds] };
  return { person: reporter, reason: 'CASE', audiences: [{ ...toHandlers, startsOn: assignedOn, endsOn: closedOn }] };
}

const NOTHING_DISCLOSED = { person: null, reason: 'CASE', audiences: [] } as const;
