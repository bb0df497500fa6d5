import { civilDayOf, type CivilDay, type Clock } from '@linli/domain/civil-time';
import { territoriesOf } from '@linli/domain/viewer';
import type { Database } from '@linli/persistence/database';
import { commit, type Actor, type UnitOfWork } from '@linli/persistence/unit-of-work';
import type { CursorSigner } from '@linli/subgraph/cursor';
import type { RequestFacts } from '@linli/subgraph/subgraph-server';

/** What the service has for as long as it runs. */
export interface VolunteerDependencies {
  readonly database: Database;
  readonly cursors: CursorSigner;
  readonly clock: Clock;
}

/** What is known of one request by whatever answers it. */
export interface Asking extends VolunteerDependencies, RequestFacts {
  readonly actor: Actor;
  /** The civil day in Beijing. */
  readonly today: CivilDay;
}

/** Puts together what is known of a request. */
export function askingOf(dependencies: VolunteerDependencies, facts: RequestFacts): Asking {
  const now = dependencies.clock.now();
  const { viewer, requestId, remainingMs } = facts;
  const settings = {
    'linli.person': viewer.person ?? '',
    'linli.audits': territoriesOf(viewer, ['AUDITOR']),
    statement_timeout: String(Math.ceil(remainingMs)),
  };
  return { ...dependencies, ...facts, actor: { viewer, requestId, settings, now }, today: civilDayOf(now) };
}

/** A use case by its mutation's name and input; the key in the input comes before that of the request. */
export interface Change {
  readonly operation: string;
  readonly input: unknown;
  readonly idempotencyKey?: string | null | undefined;
}

/** Runs a use case of the request in one transaction; gives the id of what it made or changed. */
export function change(asking: Asking, asked: Change, work: (unit: UnitOfWork) => Promise<string>): Promise<string> {
  const idempotencyKey = asked.idempotencyKey ?? asking.idempotencyKey;
  return commit(asking.database, asking.actor, { ...asked, idempotencyKey }, work);
}
