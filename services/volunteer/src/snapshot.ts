import type { SnapshotSource } from '@linli/events/feed';
import { AgreementRow } from './agreement/agreement.entity.js';
import { agreementPayload } from './agreement/agreement.events.js';
import { NOWHERE, placesOf } from './unit/unit-places.js';
import { UnitRow } from './unit/unit.entity.js';
import { unitPayload } from './unit/unit.events.js';

const units: SnapshotSource = {
  kind: 'unit',
  async page(em, after, limit) {
    const rows = await em.find(UnitRow, afterId(after), { orderBy: { id: 'asc' }, limit });
    const places = await placesOf(
      em,
      rows.map((unit) => unit.id),
    );
    return rows.map((unit) => {
      const payload = unitPayload(unit, places.get(unit.id) ?? NOWHERE);
      return { key: unit.id, version: unit.version, payload };
    });
  },
};

const agreements: SnapshotSource = {
  kind: 'agreement',
  async page(em, after, limit) {
    const rows = await em.find(AgreementRow, afterId(after), { orderBy: { id: 'asc' }, limit });
    return rows.map((agreement) => ({
      key: agreement.id,
      version: agreement.version,
      payload: agreementPayload(agreement),
    }));
  },
};

/** The current facts of volunteer, for services that keep a directory of units and agreements. */
export const snapshotSources: readonly SnapshotSource[] = [units, agreements];

function afterId(after: string | null) {
  return after === null ? {} : { id: { $gt: after } };
}
