import { sql } from 'kysely';
import type { Clock } from '@linli/domain/civil-time';
import type { SnapshotSource } from '@linli/events/feed';

/** Tokens live an hour at the most; a minute more, for clocks that differ. */
const KEPT_MS = 61 * 60_000;

/** The revocations of which a token that still lives may be one, for the gateways: those of the last 61 minutes. */
export function recentRevocations(clock: Clock): SnapshotSource {
  return {
    kind: 'tokenRevocation',
    async page(em, after, limit) {
      const oldest = new Date(clock.now().getTime() - KEPT_MS);
      const beyond = after === null ? sql`true` : sql`id > ${after}::uuid`;
      const { rows } = await sql<{ id: string; subject: string; territory: string; unit: string; at: string }>`
        select id, subject, territory, unit, at from token_revocation
        where at >= ${oldest} and ${beyond} order by id limit ${limit}`.execute(em.getKysely());
      return rows.map(({ id, at, ...revoked }) => ({
        key: id,
        version: 1,
        payload: { ...revoked, at: new Date(at).toISOString() },
      }));
    },
  };
}
