import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { civilDayOf } from '@linli/domain/civil-time';
import { changeOf } from '@linli/domain/outcome';
import { covers } from '@linli/domain/territory';
import { holdsRoleIn, OFFICERS, type Role } from '@linli/domain/viewer';
import { isId, newId } from '@linli/persistence/columns';
import { commit, type UnitOfWork } from '@linli/persistence/unit-of-work';
import { mayIn } from '@linli/subgraph/permissions';
import { RequestErrors } from '@linli/subgraph/request.errors';
import { requireKind, type KindOfCase } from '../category/kind-of-case.js';
import type { Asking } from '../asking.js';
import { findHandlers } from '../directory/handler.service.js';
import { findPlace } from '../directory/place.service.js';
import { permissions } from '../permissions.js';
import { CaseRow, type HandlerRef } from './case.entity.js';
import { CaseErrors } from './case.errors.js';
import { caseEvent, type CaseEventType } from './case.events.js';
import { takeNumber } from './case-number.service.js';
import { hasWorkedOn } from './case-query.service.js';
import { allowedMoves, CaseAction, CaseStatus, move, needsReason, type CaseRefusal, type Mover } from './case.rules.js';
import { appendStep, historyOf, type PastStep } from './case-step.service.js';
import type { AcceptCaseInput, CaseHandlerInput, ReportCaseInput } from './case.type.js';
import { discloseReporter } from './disclosure.service.js';
import { refuseTheErased } from './erased-reporter.js';
import { holdsPersonalNumber } from './personal-number.rules.js';

/** What a move changes of a case beside its state; the note goes into the history. */
interface Effect {
  readonly note?: string | null;
  readonly apply?: (row: CaseRow, unit: UnitOfWork) => Promise<void> | void;
}

const EVENT_OF: Readonly<Record<CaseAction, CaseEventType>> = {
  ACCEPT: 'CaseAccepted',
  ASSIGN: 'CaseAssigned',
  START: 'CaseStarted',
  RESPOND: 'CaseReporterAnswered',
  RESOLVE: 'CaseResolved',
  CLOSE: 'CaseClosed',
  FOLLOW: 'CaseMoved',
};

/** The use cases of the closed loop. Each gives the id of its case, once it is committed. */
export class CaseService {
  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /** Takes a case in at a place of the caller's territory. Places elsewhere are refused as if they were not there. */
  report(input: ReportCaseInput): Promise<string> {
    const title = input.title.trim();
    if (title === '') throw RequestErrors.badUserInput({ path: 'input.title' });
    if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(title)) throw CaseErrors.titleNotPlain({ path: 'input.title' });
    if (holdsPersonalNumber(title)) throw CaseErrors.titleHoldsPersonalNumber({ path: 'input.title' });
    const reporting = this.#commit('reportCase', input, input.idempotencyKey, async (unit) => {
      const { viewer, now } = this.#asking.actor;
      const place = await findPlace(unit.em, input);
      if (!mayIn(permissions['Mutation.reportCase'], viewer, place.territory)) {
        throw CaseErrors.placeUnknown({ path: pathOfPlace(input) });
      }
      const kind = await requireKind(unit.em, input.category, now, 'input.category');
      const id = newId();
      const { key, wrapped } = this.#asking.envelope.newRecordKey(id);
      const sealed = this.#asking.envelope.seal(key, { table: 'case', id, field: 'description' }, input.description);
      const row = unit.em.create(CaseRow, {
        id,
        number: await takeNumber(this.#asking.numbers, place.territory, civilDayOf(now)),
        title,
        description: sealed,
        recordKey: wrapped,
        ...fieldsOf(kind),
        level: kind.firstLevel,
        channel: input.channel,
        urgency: input.urgency,
        concern: input.concern ?? null,
        status: CaseStatus.REPORTED,
        territory: place.territory,
        building: place.building,
        latitude: place.location?.latitude ?? null,
        longitude: place.location?.longitude ?? null,
        reporter: holdsRoleIn(viewer, ['RESIDENT'], place.territory) ? viewer.person : null,
        anonymous: input.anonymous,
        handlers: [],
        handlerIds: [],
        reportedAt: now,
      });
      await unit.em.flush();
      const byRole = this.#roleIn(place.territory, permissions['Mutation.reportCase'].who);
      await appendStep(unit, this.#asking, row, { action: null, from: null, byRole, note: null });
      this.#announce(unit, row, 'CaseReported');
      return id;
    });
    return reporting.catch((error: unknown) => refuseTheErased(error, this.#asking));
  }

  accept(id: string, input: AcceptCaseInput): Promise<string> {
    return this.#move('acceptCase', CaseAction.ACCEPT, id, input, input.version, {
      note: input.note ?? null,
      apply: async (row, unit) => {
        row.scale = input.scale;
        if (input.category !== undefined && input.category !== null) {
          const kind = await requireKind(unit.em, input.category, row.reportedAt, 'input.category');
          Object.assign(row, fieldsOf(kind));
          row.level = kind.firstLevel;
        }
        row.level = input.level ?? row.level;
        const { lastLevel } = await requireKind(unit.em, row.category, row.reportedAt, 'input.category');
        if (needsReason(row.level, lastLevel) && (input.note ?? '').trim() === '') {
          throw CaseErrors.levelNeedsReason({ number: row.number, lastLevel, path: 'input.note' });
        }
      },
    });
  }

  assign(id: string, handlers: CaseHandlerInput[], note: string | null, version: number | null): Promise<string> {
    return this.#move('assignCase', CaseAction.ASSIGN, id, { handlers, note }, version, {
      note: note === null ? null : requireText(note, 'note'),
      apply: async (row, unit) => {
        const found = await findHandlers(unit.em, handlers, row.territory, civilDayOf(unit.now));
        row.handlers = found;
        row.handlerIds = found.map((handler) => handler.id);
      },
    });
  }

  start(id: string, version: number | null): Promise<string> {
    return this.#move('startCase', CaseAction.START, id, {}, version, {});
  }

  /** Answers the reporter; the first answer sets when they were answered. */
  respond(id: string, message: string): Promise<string> {
    return this.#move('respondToReporter', CaseAction.RESPOND, id, { message }, null, {
      note: requireText(message, 'message'),
      apply: (row, unit) => {
        row.respondedAt ??= unit.now;
      },
    });
  }

  resolve(id: string, report: string, version: number | null): Promise<string> {
    return this.#move('resolveCase', CaseAction.RESOLVE, id, { report }, version, {
      note: requireText(report, 'report'),
      apply: (row, unit) => {
        row.resolvedAt = unit.now;
      },
    });
  }

  close(id: string, note: string | null, version: number | null): Promise<string> {
    return this.#move('closeCase', CaseAction.CLOSE, id, { note }, version, {
      note: note === null ? null : requireText(note, 'note'),
      apply: (row, unit) => {
        row.closedAt = unit.now;
        // Nobody needs the text of an erased reporter any longer, nor this last note.
        if (row.reporterErased) Object.assign(row, { description: null, recordKey: null });
      },
    });
  }

  #commit(
    operation: string,
    input: unknown,
    key: string | null | undefined,
    work: (unit: UnitOfWork) => Promise<string>,
  ): Promise<string> {
    const { database, actor, idempotencyKey } = this.#asking;
    return commit(database, actor, { operation, input, idempotencyKey: key ?? idempotencyKey }, work);
  }

  /** One move of the loop: load and lock, decide by the table, change, add to the history, tell. */
  #move(
    operation: string,
    action: CaseAction,
    id: string,
    input: unknown,
    version: number | null | undefined,
    effect: Effect,
  ): Promise<string> {
    return this.#commit(operation, { id, ...(input as object), version }, null, async (unit) => {
      const row = await this.#lock(unit.em, id);
      if (version !== undefined && version !== null && version !== row.version) {
        throw RequestErrors.versionConflict({ version: row.version });
      }
      const { mover, history } = await this.#standingOf(unit.em, row);
      const from = row.status;
      const outcome = move({ status: from, respondedAt: row.respondedAt ?? null }, action, mover);
      row.status = changeOf(outcome, (reason) => refusalOf(reason, row, action, mover));
      await effect.apply?.(row, unit);
      await this.#touch(unit.em, row);
      const byRole = mover.isOfficer ? this.#roleIn(row.territory, OFFICERS) : 'HANDLER';
      await appendStep(unit, this.#asking, row, { action, from, byRole, note: effect.note ?? null });
      this.#announce(unit, row, EVENT_OF[action]);
      discloseReporter(unit, row, action, history);
      return row.id;
    });
  }

  /** The case, locked until the end of the transaction; what the viewer may not see is not found. */
  async #lock(em: EntityManager, id: string): Promise<CaseRow> {
    const row = isId(id) ? await em.findOne(CaseRow, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE }) : null;
    if (row === null) throw RequestErrors.notFound({ path: 'id' });
    return row;
  }

  /** Writes the changed case; a move that changes no column of it raises its version all the same. */
  async #touch(em: EntityManager, row: CaseRow): Promise<void> {
    const before = row.version;
    await em.flush();
    if (row.version === before) {
      await em.nativeUpdate(CaseRow, { id: row.id }, { version: before + 1 });
      row.version = before + 1;
    }
  }

  async #standingOf(em: EntityManager, row: CaseRow): Promise<{ mover: Mover; history: readonly PastStep[] }> {
    const { viewer } = this.#asking.actor;
    const { history, acts } = await historyOf(em, row.id);
    const isOfficer = holdsRoleIn(viewer, OFFICERS, row.territory);
    return { mover: { isOfficer, isHandler: acts, hasHandled: acts || hasWorkedOn(history, viewer.person) }, history };
  }

  /** The role in which the viewer acts at a place: of those that let them, the one that is held for the least territory around it. */
  #roleIn(territory: string, letting: readonly Role[]): Role | 'PUBLIC' {
    const around = this.#asking.actor.viewer.roles
      .filter(
        (held) => letting.includes(held.role) && held.territory !== undefined && covers(held.territory, territory),
      )
      .toSorted((a, b) => (b.territory?.length ?? 0) - (a.territory?.length ?? 0));
    return around[0]?.role ?? 'PUBLIC';
  }

  #announce(unit: UnitOfWork, row: CaseRow, type: CaseEventType): void {
    unit.audit({ type: 'case', id: row.id, territory: row.territory });
    unit.publish(
      caseEvent(type, row.id, row.version, {
        number: row.number,
        category: row.category,
        private: row.private,
        status: row.status,
        level: row.level,
        territory: row.territory,
        building: row.building ?? null,
        handlers: row.handlers as HandlerRef[],
        reportedAt: row.reportedAt.toISOString(),
      }),
    );
  }
}

/** What a case takes from its kind: its privacy and its times, counted from the report. */
function fieldsOf(kind: KindOfCase) {
  return { category: kind.code, private: kind.private, respondBy: kind.respondBy, resolveBy: kind.resolveBy };
}

function pathOfPlace(input: ReportCaseInput): string {
  if (input.building !== undefined && input.building !== null) return 'input.building';
  return input.territory !== undefined && input.territory !== null ? 'input.territory' : 'input.location';
}

function requireText(text: string, path: string): string {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > 2_000) throw RequestErrors.outOfBounds({ path, constraint: '1–2000' });
  return trimmed;
}

function refusalOf(reason: CaseRefusal, row: CaseRow, action: CaseAction, mover: Mover) {
  const { number, status } = row;
  switch (reason) {
    case 'NOT_YOURS_TO_MOVE':
      return RequestErrors.forbidden({ allowed: [...OFFICERS] });
    case 'CLOSED_FOR_GOOD':
      return CaseErrors.alreadyClosed({ number, closedAt: row.closedAt?.toISOString() ?? null });
    case 'REPORTER_NOT_ANSWERED':
      return CaseErrors.reporterNotAnswered({ number });
    case 'JUDGE_MAY_NOT_HANDLE':
      return CaseErrors.judgeMayNotHandle({ number });
    case 'MOVE_NOT_ALLOWED':
      return CaseErrors.moveNotAllowed({
        number,
        status,
        action,
        allowed: allowedMoves({ status, respondedAt: row.respondedAt ?? null }, mover),
      });
  }
}
