import { civilDayOf, type Clock } from '@linli/domain/civil-time';
import { territoriesOf, unitsOf } from '@linli/domain/viewer';
import type { Database } from '@linli/persistence/database';
import type { Envelope } from '@linli/persistence/envelope';
import type { SessionSettings } from '@linli/persistence/session-context';
import type { Actor } from '@linli/persistence/unit-of-work';
import type { CursorSigner } from '@linli/subgraph/cursor';
import type { RequestFacts } from '@linli/subgraph/subgraph-server';
import { STAFF } from './access/reader.rules.js';

/** What the service has for as long as it runs. */
export interface CasesDependencies {
  readonly database: Database;
  /** The same database, by connections that only take numbers of cases: for these a transaction waits while it holds another. */
  readonly numbers: Database;
  readonly envelope: Envelope;
  readonly cursors: CursorSigner;
  readonly clock: Clock;
}

/** What is known of one request by whatever answers it. */
export interface Asking extends CasesDependencies, RequestFacts {
  readonly actor: Actor;
}

/** Puts together what is known of a request. */
export function askingOf(dependencies: CasesDependencies, facts: RequestFacts): Asking {
  const now = dependencies.clock.now();
  const { viewer, requestId } = facts;
  return { ...dependencies, ...facts, actor: { viewer, requestId, settings: settingsOf(facts, now), now } };
}

/** What the row policies of this service read. */
function settingsOf({ viewer, remainingMs }: RequestFacts, now: Date): SessionSettings {
  return {
    'linli.person': viewer.person ?? '',
    'linli.reads': territoriesOf(viewer, STAFF),
    'linli.resides': territoriesOf(viewer, ['RESIDENT']),
    'linli.units': unitsOf(viewer),
    'linli.today': civilDayOf(now),
    statement_timeout: String(Math.ceil(remainingMs)),
  };
}
