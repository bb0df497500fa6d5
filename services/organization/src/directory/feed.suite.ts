import type { DirectoryWriter } from '@linli/events/subscriber';
import type { SnapshotRow } from '@linli/events/feed';
import type { OrganizationSuite } from '../organization.suite.js';

/** Takes in rows of a kind as a page of the feed of which the writers are. */
export async function tell(
  suite: OrganizationSuite,
  writers: readonly DirectoryWriter[],
  kind: string,
  rows: readonly SnapshotRow[],
): Promise<void> {
  const writer = writers.find((candidate) => candidate.kind === kind);
  if (writer === undefined) throw new Error(`nothing is kept of ${kind}`);
  await suite.worker.em.fork().transactional((em) => writer.apply(em, rows));
}

/** What a source tells of whom it discloses; the audiences override what is usual. */
export function disclosed(
  source: string,
  version: number,
  person: string | null,
  audiences: readonly Record<string, unknown>[],
  reason = 'CASE',
): SnapshotRow {
  const usual = { level: 'NAME', toPublic: false, territory: null, handlers: [], startsOn: '2026-11-01', endsOn: null };
  const payload = { person, reason, audiences: audiences.map((audience) => ({ ...usual, ...audience })) };
  return { key: source, version, payload };
}
