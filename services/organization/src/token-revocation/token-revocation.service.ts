import { mayIn } from '@linli/subgraph/permissions';
import { RequestErrors } from '@linli/subgraph/request.errors';
import { change, type Asking } from '../asking.js';
import { permissions } from '../permissions.js';
import { revoke } from './revoke.js';
import { subjectFrom } from './token-revocation.rules.js';

/** Takes from access tokens what they said, before they end of themselves; the gateways hear of it within seconds. */
export class TokenRevocationService {
  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /** Roles of a subject for a territory and all within it; nothing tells whether there is such a subject. */
  async revokeRoles(text: string, territory: string): Promise<true> {
    const rule = permissions['Mutation.revokeRoles'];
    const subject = subjectFrom(text);
    if (subject === null) throw RequestErrors.outOfBounds({ path: 'subject', constraint: '1–200 ASCII' });
    if (!mayIn(rule, this.#asking.viewer, territory)) throw RequestErrors.forbidden({ allowed: [...rule.who] });
    await change(this.#asking, 'revokeRoles', { subject, territory }, (unit) =>
      revoke(unit, this.#asking.viewer, { subject, territory, unit: null }),
    );
    return true;
  }

  /** Every token that the viewer was given until now, this one too. */
  async signOutEverywhere(): Promise<true> {
    const { viewer } = this.#asking;
    const subject = viewer.person ?? viewer.account;
    if (subject === undefined) throw RequestErrors.unauthenticated();
    await change(this.#asking, 'signOutEverywhere', {}, (unit) =>
      revoke(unit, viewer, { subject, territory: null, unit: null }),
    );
    return true;
  }
}
