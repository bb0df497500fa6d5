import { civilDayOf, type CivilDay, type Clock } from '@linli/domain/civil-time';
import { OFFICERS, territoriesOf, type Role } from '@linli/domain/viewer';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Database } from '@linli/persistence/database';
import { withSession, type SessionSettings } from '@linli/persistence/session-context';
import { commit, doneBefore, type Actor, type Asked, type UnitOfWork } from '@linli/persistence/unit-of-work';
import type { Envelope } from '@linli/persistence/envelope';
import type { CursorSigner } from '@linli/subgraph/cursor';
import type { RequestFacts } from '@linli/subgraph/subgraph-server';
import type { Planners } from './grid-plan/planners.js';

/** Who reads, in their place, what is not for everyone: who holds a post before its roster is up, small counts, diaries. */
export const STAFF: readonly Role[] = ['GRID_WORKER', ...OFFICERS];

/** What the service has for as long as it runs. */
export interface GridDependencies {
  readonly database: Database;
  readonly envelope: Envelope;
  readonly cursors: CursorSigner;
  readonly clock: Clock;
  readonly planners: Planners;
}

/** What is known of one request by whatever answers it. */
export interface Asking extends GridDependencies, RequestFacts {
  readonly actor: Actor;
  /** The civil day in Beijing. */
  readonly today: CivilDay;
}

/** Puts together what is known of a request. */
export function askingOf(dependencies: GridDependencies, facts: RequestFacts): Asking {
  const now = dependencies.clock.now();
  const { viewer, requestId } = facts;
  const today = civilDayOf(now);
  return { ...dependencies, ...facts, today, actor: { viewer, requestId, settings: settingsOf(facts, today), now } };
}

/** Reads tables with personal data as the viewer may see them, in one transaction. */
export function reading<T>(asking: Asking, work: (em: EntityManager) => Promise<T>): Promise<T> {
  return withSession(asking.database, asking.actor.settings, work, { readOnly: true });
}

/** Runs a use case of the request in one transaction; gives the key of what it made or changed. */
export function change(
  asking: Asking,
  operation: string,
  input: unknown,
  work: (unit: UnitOfWork) => Promise<string>,
): Promise<string> {
  return commit(asking.database, asking.actor, askedFor(asking, operation, input), work);
}

/** The key that a use case gave when the same request was made before; null where it was not. */
export function changedBefore(asking: Asking, operation: string, input: unknown): Promise<string | null> {
  return doneBefore(asking.database, asking.actor, askedFor(asking, operation, input));
}

function askedFor({ idempotencyKey }: Asking, operation: string, input: unknown): Asked {
  return { operation, input, idempotencyKey };
}

/** What the row policies of this service read. */
function settingsOf({ viewer, remainingMs }: RequestFacts, today: CivilDay): SessionSettings {
  return {
    'linli.person': viewer.person ?? '',
    'linli.reads': territoriesOf(viewer, STAFF),
    'linli.changes': territoriesOf(viewer, OFFICERS),
    'linli.writes': territoriesOf(viewer, ['GRID_WORKER']),
    'linli.audits': territoriesOf(viewer, ['AUDITOR']),
    'linli.today': today,
    statement_timeout: String(Math.ceil(remainingMs)),
  };
}
