import { sql, type RawBuilder } from 'kysely';
import type { Viewer } from '@linli/domain/viewer';
import { checker, handler, officer, POST, report, resident, type CasesSuite } from '../cases.suite.js';

export const accept = (id: string) => `acceptCase(id: "${id}", input: { scale: MINOR })`;
export const assign = (id: string, post = POST) => `assignCase(id: "${id}", handlers: [{ gridPost: "${post}" }])`;

/** Cases of a suite on their way through the loop. */
export function movesIn(suite: () => CasesSuite) {
  const reported = async (viewer: Viewer = resident, input: Record<string, unknown> = {}): Promise<string> =>
    (await report(suite().as(viewer), input)).data.reportCase.id;

  const moving = (viewer: Viewer, mutation: string) =>
    suite().as(viewer).ask(`mutation { ${mutation} { status version respondedAt resolvedAt closedAt } }`);

  /** Assigned to the handler's post. */
  const assigned = async (input: Record<string, unknown> = {}): Promise<string> => {
    const id = await reported(resident, input);
    await moving(officer, accept(id));
    await moving(officer, assign(id));
    return id;
  };

  /** Takes an assigned case to its end. */
  const close = async (id: string): Promise<void> => {
    await moving(handler, `startCase(id: "${id}")`);
    await moving(handler, `respondToReporter(id: "${id}", message: "在办")`);
    await moving(handler, `resolveCase(id: "${id}", report: "已办")`);
    await moving(checker, `closeCase(id: "${id}", note: "已看")`);
  };

  return { reported, moving, assigned, close };
}

/** What the database holds, as the worker sees it. */
export async function rowsOf<Row>(suite: CasesSuite, query: RawBuilder<Row>): Promise<Row[]> {
  return (await query.execute(suite.worker.em.fork().getKysely())).rows;
}

/** The payloads of what was told of a thing, in order. */
export async function toldOf(suite: CasesSuite, kind: string, id: string) {
  return rowsOf(
    suite,
    sql<{ type: string; version: number; payload: Record<string, unknown> }>`
      select type, version::int, payload from outbox where aggregatetype = ${kind} and aggregateid = ${id} order by position`,
  );
}
