import type { SnapshotSource } from '@linli/events/feed';
import { AgreementRow } from './agreement/agreement.entity.js';
import { agreementPayload } from './agreement/agreement.events.js';
import { recordsAfter } from './held/access-record.js';
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

const accessRecords: SnapshotSource = {
  kind: 'accessRecord',
  async page(em, after, limit) {
    const records = await recordsAfter(em, after, limit);
    return records.map((record) => ({ key: record.id, version: 1, payload: record }));
  },
};

/** The current facts of volunteer, for services that keep a directory of units and agreements, and who read of whom here. */
export const snapshotSources: readonly SnapshotSource[] = [units, agreements, accessRecords];

function afterId(after: string | null) {
  return after === null ? {} : { id: { $gt: after } };
}
