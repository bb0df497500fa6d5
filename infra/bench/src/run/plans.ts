/** A plan of PostgreSQL, as `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON)` gives it; of its many fields those that are judged. */
export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Sort Space Type'?: string;
  readonly 'Hash Batches'?: number;
  readonly Plans?: readonly PlanNode[];
}

export interface LoggedPlan {
  readonly service: string;
  readonly statement: string;
  readonly ms: number;
  readonly plan: PlanNode;
}

const ENTRY = /^linli_(\w+) LOG: +duration: ([\d.]+) ms +plan:\n((?:\t.*\n?)+)/gm;

/** The plans that `auto_explain` wrote into a piece of the server's log, in their order. */
export function plansIn(log: string): LoggedPlan[] {
  return [...log.matchAll(ENTRY)].flatMap(([, service = '', ms = '', text = '']) => {
    const { 'Query Text': statement, Plan: plan } = JSON.parse(text) as { 'Query Text': string; Plan: PlanNode };
    return /^\s*(begin|commit|set )/i.test(statement) ? [] : [{ service, statement, ms: Number(ms), plan }];
  });
}

/** Tables that stay as small as they are while a city grows. */
const SMALL = new Set(['case_category', 'feed', 'feed_position']);

/** What of a plan would cost more with every row that is added: whole tables that are read, sorts and hashes that spill. */
export function faultsOf(plan: PlanNode): string[] {
  const table = plan['Relation Name'];
  const own = [
    ...(plan['Node Type'] === 'Seq Scan' && table !== undefined && !SMALL.has(table) ? [`reads all of ${table}`] : []),
    ...(plan['Sort Space Type'] === 'Disk' ? ['a sort spills'] : []),
    ...((plan['Hash Batches'] ?? 1) > 1 ? ['a hash spills'] : []),
  ];
  return [...own, ...(plan.Plans ?? []).flatMap(faultsOf)];
}
