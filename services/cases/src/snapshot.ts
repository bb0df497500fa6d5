import { sql } from 'kysely';
import { civilDayOf } from '@linli/domain/civil-time';
import type { SnapshotSource } from '@linli/events/feed';
import { disclosurePayload } from './case/disclosure.events.js';

interface DisclosingRow {
  readonly id: string;
  readonly version: number;
  readonly reporter: string;
  readonly handlerIds: string[];
  readonly assignedAt: string;
  readonly closedAt: string | null;
}

interface AccessRow {
  readonly id: string;
  readonly at: string;
}

/** What organization is told of people: to whom cases make their reporters known, and who read the texts of cases. */
export const snapshotSources: readonly SnapshotSource[] = [
  {
    kind: 'disclosure',
    async page(em, after, limit) {
      const beyond = after === null ? sql`true` : sql`c.id > ${after}::uuid`;
      const { rows } = await sql<DisclosingRow>`
        select c.id, c.version, c.reporter, c.handler_ids as "handlerIds", c.closed_at as "closedAt", assigned.at as "assignedAt"
        from "case" c
        cross join lateral (
          select max(e.at) as at from case_event e where e.case_id = c.id and e.action = 'ASSIGN' having count(*) > 0
        ) assigned
        where c.reporter is not null and not c.anonymous and ${beyond} order by c.id limit ${limit}`.execute(
        em.getKysely(),
      );
      return rows.map(({ assignedAt, closedAt, ...known }) => {
        const closedOn = closedAt === null ? null : civilDayOf(new Date(closedAt));
        const of = { ...known, anonymous: false, assignedOn: civilDayOf(new Date(assignedAt)), closedOn };
        return { key: known.id, version: known.version, payload: disclosurePayload(of) };
      });
    },
  },
  {
    kind: 'accessRecord',
    async page(em, after, limit) {
      const beyond = after === null ? sql`true` : sql`id > ${after}::uuid`;
      const { rows } = await sql<AccessRow>`
        select id, at, person, territory, reader, reader_role as "readerRole", reader_territory as "readerTerritory", purpose,
          fields, concealed, request_id as "requestId"
        from access_record where ${beyond} order by id limit ${limit}`.execute(em.getKysely());
      return rows.map((row) => ({ key: row.id, version: 1, payload: { ...row, at: new Date(row.at).toISOString() } }));
    },
  },
];
