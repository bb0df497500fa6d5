import { sql, type RawBuilder } from 'kysely';
import { rangeOf } from '@linli/domain/territory';
import type { Page } from '@linli/subgraph/connection';
import type { AskedOfCases } from './case-columns.js';
import { READS_TEXT, type CaseRecord } from './case.records.js';
import { CaseOrder } from './case-words.rules.js';
import type { CaseFilter } from './case.type.js';

/** A list of cases: those of a place, of which the filter leaves some, in an order, a page of it. */
export interface CaseList extends AskedOfCases {
  readonly place: string;
  readonly where: CaseFilter | null;
  readonly orderBy: CaseOrder;
  readonly page: Page;
}

/** What is read of a list: its page, with one case more where there are more, and its total where that is asked for. */
export interface CasePage {
  readonly records: readonly CaseRecord[];
  readonly total: number | null;
}

/** Open cases whose time is over are overdue; those that were resolved late are told by their dates. */
export function isOverdue(record: Pick<CaseRecord, 'resolved_at' | 'resolve_by'>, now: Date): boolean {
  return record.resolved_at === null && new Date(record.resolve_by) < now;
}

/** What two lists have in common when the same statements can read both: all but the place. */
export function signatureOf(list: CaseList): string {
  return JSON.stringify([list.place.length, list.where, list.orderBy, list.page, list.columns, list.counted]);
}

/** The places of lists that one statement reads, all of one level, as a table `given (place, until)`. */
export function givenPlaces(places: readonly string[]): RawBuilder<unknown> {
  const untils = places.map((place) => rangeOf(place).until);
  return sql`unnest(${[...places]}::text[], ${untils}::text[]) as given (place, until)`;
}

/**
 * Condition that a case lies in the given place, by the column that has an index for places of that length of code. Whoever may not
 * read a case knows its place to the grid alone, and finds it in no micro-grid.
 */
export function liesInGiven(length: number): RawBuilder<unknown> {
  switch (length) {
    case 4:
      return sql`c.city = given.place`;
    case 6:
      return sql`c.district = given.place`;
    case 9:
      return sql`c.street = given.place`;
    case 12:
      return sql`c.community = given.place`;
    case 17:
      return sql`c.territory = given.place and ${READS_TEXT}`;
    case 15:
      return sql`c.grid = given.place`;
    default:
      return sql`c.territory >= given.place and c.territory < given.until`;
  }
}

/** Whether a filter leaves every case in. */
export function leavesAll(where: CaseFilter | null): boolean {
  return Object.values(where ?? {}).every((wanted) => wanted === null || wanted === undefined);
}

/** Condition that the filter leaves a case in. Words are looked for in titles that the viewer may read. */
export function passes(where: CaseFilter | null, now: Date): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [];
  if (where?.status) parts.push(sql`c.status = any(${where.status})`);
  if (where?.category) parts.push(sql`(c.category = any(${where.category}) or k.parent = any(${where.category}))`);
  if (where?.channel) parts.push(sql`c.channel = any(${where.channel})`);
  if (where?.scale) parts.push(sql`c.scale = ${where.scale}`);
  if (where?.level) parts.push(sql`c.level = ${where.level}`);
  if (where?.reportedFrom) parts.push(sql`c.reported_at >= ${where.reportedFrom}`);
  if (where?.reportedUntil) parts.push(sql`c.reported_at < ${where.reportedUntil}`);
  if (typeof where?.overdue === 'boolean') {
    parts.push(sql`(c.resolved_at is null and c.resolve_by < ${now}) = ${where.overdue}`);
  }
  if (where?.text) {
    const pattern = `%${where.text.replace(/[\\%_]/g, '\\$&')}%`;
    parts.push(sql`(c.title ilike ${pattern} and ${READS_TEXT})`);
  }
  return parts.length === 0 ? sql`true` : sql.join(parts, sql` and `);
}

const SORT = {
  [CaseOrder.NEWEST]: { column: sql`c.reported_at`, direction: sql`desc`, beyond: sql`<`, key: 'reported_at' },
  [CaseOrder.OLDEST]: { column: sql`c.reported_at`, direction: sql`asc`, beyond: sql`>`, key: 'reported_at' },
  [CaseOrder.RESOLVE_BY]: { column: sql`c.resolve_by`, direction: sql`asc`, beyond: sql`>`, key: 'resolve_by' },
} as const;

/** Condition and order that give the page, one case more than asked for. */
export function paged(list: CaseList): { after: RawBuilder<unknown>; order: RawBuilder<unknown> } {
  const { column, direction, beyond } = SORT[list.orderBy];
  const [instant, id] = list.page.after ?? [];
  return {
    after:
      instant === undefined || id === undefined
        ? sql`true`
        : sql`(${column}, c.id) ${beyond} (${instant}::timestamptz, ${id}::uuid)`,
    order: sql`order by ${column} ${direction}, c.id ${direction} limit ${list.page.first + 1}`,
  };
}

/** Sort keys of a case in the order, for its cursor. */
export function keysIn(orderBy: CaseOrder): (record: CaseRecord) => [string, string] {
  const { key } = SORT[orderBy];
  return (record) => [new Date(record[key]).toISOString(), record.id];
}
