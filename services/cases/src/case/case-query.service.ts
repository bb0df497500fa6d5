import { sql } from 'kysely';
import { codeAtLevel } from '@linli/domain/territory';
import { holdsRoleIn, OFFICERS } from '@linli/domain/viewer';
import { isId } from '@linli/persistence/columns';
import { withSession } from '@linli/persistence/session-context';
import { connectionOf, pageOf, type Connection } from '@linli/subgraph/connection';
import { reporterFor } from '../access/reader.rules.js';
import type { Asking } from '../asking.js';
import type { AskedOfCases } from './case-columns.js';
import { keysIn, type CaseList } from './case-list.js';
import type { CaseLoaders } from './case.loaders.js';
import type { CaseEventRecord, CaseRecord } from './case.records.js';
import { allowedMoves, type CaseAction } from './case.rules.js';
import { CaseView, instantOf } from './case-view.js';
import { CaseOrder } from './case-words.rules.js';
import type { ReportedCaseLoaders } from './reported-cases.loaders.js';
import type { CaseEvent, CaseFilter } from './case.type.js';

/** A step on its way to the caller, with its note still sealed. */
export interface CaseEventView extends CaseEvent {
  readonly record: CaseEventRecord;
}

/** What a caller asks of a list of cases. */
export interface CaseListArguments extends AskedOfCases {
  readonly where?: CaseFilter | null | undefined;
  readonly orderBy?: CaseOrder | null | undefined;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** Reads cases as this viewer may see them. What they may not see is not there: null, no node, not counted. */
export class CaseQueries {
  readonly #asking: Asking;
  readonly #loaders: CaseLoaders;
  readonly #reported: ReportedCaseLoaders;

  constructor(asking: Asking, loaders: CaseLoaders, reported: ReportedCaseLoaders) {
    this.#asking = asking;
    this.#loaders = loaders;
    this.#reported = reported;
  }

  async find(id: string): Promise<CaseView | null> {
    const record = isId(id) ? await this.#loaders.byId.load(id) : null;
    return record === null ? null : this.#view(record);
  }

  async findByNumber(number: string): Promise<CaseView | null> {
    const { database, actor } = this.#asking;
    const id = await withSession(
      database,
      actor.settings,
      async (em) => {
        const found = await sql<{ id: string }>`select id from "case" where number = ${number}`.execute(em.getKysely());
        return found.rows[0]?.id ?? null;
      },
      { readOnly: true },
    );
    return id === null ? null : this.find(id);
  }

  async list(place: string, asked: CaseListArguments): Promise<Connection<CaseView>> {
    const orderBy = asked.orderBy ?? CaseOrder.NEWEST;
    const page = pageOf(this.#asking.cursors, `cases:${orderBy}`, asked);
    const { columns, counted } = asked;
    const list: CaseList = { place, where: asked.where ?? null, orderBy, page, columns, counted };
    const { records, total } = await this.#loaders.pages.load(list);
    return connectionOf(this.#asking.cursors, page, records, {
      keys: keysIn(orderBy),
      node: (record) => this.#view(record),
      total: () => total as number,
    });
  }

  /** The cases of which the viewer may know that the person reported them. */
  async reportedBy(person: string, asked: Omit<CaseListArguments, 'where' | 'orderBy'>): Promise<Connection<CaseView>> {
    const page = pageOf(this.#asking.cursors, 'reportedCases', asked);
    const { columns, counted } = asked;
    const { records, total } = await this.#reported.load(person, { page, columns, counted });
    return connectionOf(this.#asking.cursors, page, records, {
      keys: keysIn(CaseOrder.NEWEST),
      node: (record) => this.#view(record),
      total: () => total as number,
    });
  }

  /** Id of the reporter, where the viewer may know them. */
  reporter({ record }: CaseView): string | null {
    return reporterFor(this.#asking.viewer.person, record);
  }

  async timeline(view: CaseView): Promise<CaseEventView[]> {
    if (!view.record.text_readable) return [];
    return (await this.#loaders.timelines.load(view.id)).map(viewOfEvent);
  }

  /** Whether the viewer has started or resolved the case is read from its history, so it is asked only where the rest allows. */
  async allowedActions(view: CaseView): Promise<CaseAction[]> {
    const { record } = view;
    const { viewer } = this.#asking;
    const isOfficer = holdsRoleIn(viewer, OFFICERS, record.territory);
    if (!isOfficer && !record.acts) return [];
    const history = await this.#loaders.timelines.load(view.id);
    const facts = { status: record.status, respondedAt: instantOf(record.responded_at) };
    const hasHandled = record.acts || hasWorkedOn(history, viewer.person);
    return allowedMoves(facts, { isOfficer, isHandler: record.acts, hasHandled });
  }

  #view(record: CaseRecord): CaseView {
    return new CaseView(record, this.#asking.language, this.#asking.actor.now);
  }
}

function viewOfEvent(record: CaseEventRecord): CaseEventView {
  return {
    record,
    sequence: record.sequence,
    at: new Date(record.at),
    action: record.action,
    from: record.from_status,
    to: record.to_status,
    byRole: record.by_role,
    handlers: record.handlers,
    hash: record.hash,
    movedFrom: record.moved_from,
    movedTo: record.moved_to,
  };
}

/** Code of the grid of a case's territory; null where the case is its community's. */
export function gridOf(territory: string): string | null {
  return codeAtLevel(territory, 'MICRO_GRID') ?? codeAtLevel(territory, 'GRID');
}

/** Whether a person has started or resolved the case themselves. Callers who are no person cannot be told apart and count as one. */
export function hasWorkedOn(
  history: readonly { action: string | null; by_person: string | null }[],
  person: string | null,
): boolean {
  return history.some((event) => event.by_person === person && WORK.includes(event.action ?? ''));
}

const WORK: readonly string[] = ['START', 'RESOLVE'];
