import type { GraphQLResolveInfo } from 'graphql';
import { sql, type RawBuilder } from 'kysely';
import { selectedFields } from '@linli/subgraph/selected-fields';
import { ACTS, READS_TEXT, type CaseRecord } from './case.records.js';
import type { Case } from './case.type.js';

/** A column of cases that is read where a field is asked for that is answered from it. */
export type CaseColumn = Exclude<keyof CaseRecord, (typeof ALWAYS)[number]>;

/** What an operation asks of a list of cases. */
export interface AskedOfCases {
  readonly columns: readonly CaseColumn[];
  /** Whether the total is asked for. */
  readonly counted: boolean;
}

/** Columns of every record: which case it is, where, its place in a list, and whether the viewer may read it. */
const ALWAYS = ['id', 'territory', 'reported_at', 'resolve_by', 'text_readable'] as const;

/** Fields of a case that its resolver answers. */
type Resolved = 'description' | 'reporter' | 'category' | 'area' | 'grid' | 'building' | 'timeline' | 'allowedActions';

/** What each field of a case is answered from, beside what is always read. */
export const COLUMNS_OF: Readonly<Record<keyof Case | Resolved, readonly CaseColumn[]>> = {
  id: [],
  number: ['number'],
  title: ['title', 'name_zh', 'name_en'],
  description: [],
  category: ['category'],
  channel: ['channel'],
  scale: ['scale'],
  urgency: ['urgency'],
  concern: ['concern'],
  status: ['status'],
  level: ['level'],
  territory: [],
  area: [],
  grid: [],
  building: ['building'],
  location: ['latitude', 'longitude'],
  reporter: ['reporter', 'anonymous'],
  handlers: ['handlers'],
  reportedAt: [],
  respondBy: ['respond_by'],
  respondedAt: ['responded_at'],
  resolveBy: [],
  resolvedAt: ['resolved_at'],
  closedAt: ['closed_at'],
  overdue: ['resolved_at'],
  version: ['version'],
  timeline: [],
  allowedActions: ['status', 'responded_at', 'acts'],
};

const ALL = [...new Set(Object.values(COLUMNS_OF).flat())];

/** Columns that are no column of the table `c` alone. */
const EXPRESSIONS: { readonly [column in keyof CaseRecord]?: RawBuilder<unknown> } = {
  text_readable: sql`${READS_TEXT} as text_readable`,
  acts: sql`${ACTS} as acts`,
  name_zh: sql`k.name_zh`,
  name_en: sql`k.name_en`,
};

/** What the operation asks of the cases of a connection, so that no more is read. */
export function askedOfCases(info: GraphQLResolveInfo): AskedOfCases {
  const columns = new Set<CaseColumn>();
  for (const field of [...selectedFields(info, 'nodes'), ...selectedFields(info, 'edges', 'node')]) {
    for (const column of (COLUMNS_OF as Readonly<Record<string, readonly CaseColumn[]>>)[field] ?? []) {
      columns.add(column);
    }
  }
  return { columns: [...columns], counted: selectedFields(info).has('totalCount') };
}

/** The columns as a statement selects them, all where none are named; needs `"case" c` joined with `case_category k`, in a session. */
export function selectedColumns(columns: readonly CaseColumn[] = ALL): RawBuilder<unknown> {
  return sql.join([...ALWAYS, ...columns].map((column) => EXPRESSIONS[column] ?? sql.ref(`c.${column}`)));
}
