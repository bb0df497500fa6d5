import type { Database } from '@linli/persistence/database';
import { newId } from '@linli/persistence/columns';
import { commit } from '@linli/persistence/unit-of-work';
import { revoke } from './revoke.js';
import type { RevokedRoles } from './token-revocation.rules.js';

const OPERATOR = { person: null, account: 'operator', roles: [] };

/** Revokes for whoever operates Linli, as the worker role: what no administrator's territory holds. */
export function revokeAsOperator(worker: Database, revoked: RevokedRoles, now: Date): Promise<string> {
  const actor = { viewer: OPERATOR, requestId: `command-${newId()}`, settings: {}, now };
  const asked = { operation: 'revokeTokens', input: revoked };
  return commit(worker, actor, asked, (unit) => revoke(unit, OPERATOR, revoked));
}
