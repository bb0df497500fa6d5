import { hashOfStep } from '@linli/cases/case/case-chain';
import { caseNumber, NUMBER_LETTERS } from '@linli/cases/case/case-number.rules';
import { civilDayOf, startOfCivilDay } from '@linli/domain/civil-time';
import type { Envelope } from '@linli/persistence/envelope';
import {
  BRANCHES_OF_COMMUNITY,
  BUILDINGS_OF_GRID,
  buildingIndex,
  communitiesOf,
  gridCode,
  GRIDS_OF_COMMUNITY,
  memberIndex,
  MEMBERS_OF_BRANCH,
  postIndex,
} from './city.js';
import type { City } from './city.js';
import type { Row } from './copy.js';
import { idOf } from './ids.js';
import { postHolder } from './place-rows.js';
import { Random, seedOf } from './random.js';

/** A kind of case as the database has it. */
export interface Kind {
  readonly code: string;
  readonly private: boolean;
  readonly level: string;
}

/** Initials of the city's name, before every number. */
export const NUMBER_PREFIX = 'JZ';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Five years of Beijing days, the same whenever they are generated. */
const FROM = startOfCivilDay('2021-11-21').getTime();
const UNTIL = startOfCivilDay('2026-11-21').getTime();

/** Steps of a case's history in their order, each with the state that it leads to and who takes it. */
const STEPS = [
  { action: null, to: 'REPORTED', by: 'REPORTER' },
  { action: 'ACCEPT', to: 'ACCEPTED', by: 'COMMUNITY_OFFICER' },
  { action: 'ASSIGN', to: 'ASSIGNED', by: 'COMMUNITY_OFFICER' },
  { action: 'START', to: 'IN_PROGRESS', by: 'HANDLER' },
  { action: 'RESPOND', to: 'IN_PROGRESS', by: 'HANDLER' },
  { action: 'RESOLVE', to: 'RESOLVED', by: 'HANDLER' },
  { action: 'CLOSE', to: 'CLOSED', by: 'COMMUNITY_OFFICER' },
] as const;
const [ACCEPTED, ASSIGNED, RESPONDED, RESOLVED, CLOSED] = [2, 3, 5, 6, 7];
/** Of a thousand old cases, those that stay open half way. */
const STUCK_OF_THOUSAND = 5;

const CHANNELS = ['GRID_PATROL', 'HOTLINE_12345', 'WECHAT', 'PORTAL', 'HOME_VISIT', 'MEETING'] as const;
const TITLES = [
  '楼道灯不亮',
  '垃圾未清运',
  '下水道堵塞',
  '车辆乱停放',
  '夜间噪音扰民',
  '绿化带需修剪',
  '路面破损',
  '咨询办事流程',
] as const;

export const CASE_COLUMNS = [
  'id',
  'number',
  'title',
  'description',
  'record_key',
  'category',
  'private',
  'channel',
  'scale',
  'urgency',
  'status',
  'level',
  'territory',
  'building',
  'reporter',
  'anonymous',
  'handlers',
  'handler_ids',
  'reported_at',
  'respond_by',
  'responded_at',
  'resolve_by',
  'resolved_at',
  'closed_at',
  'version',
] as const;
export const EVENT_COLUMNS = [
  'case_id',
  'sequence',
  'at',
  'action',
  'from_status',
  'to_status',
  'by_role',
  'by_person',
  'handlers',
  'hash',
] as const;

/**
 * Cases in the order of their reports, spread evenly over five years and all grids, each with its whole history and its text sealed
 * with a key of its own. Steps have no notes: sealing two millions more would take longer than all the rest.
 */
export class CaseRows {
  readonly #city: City;
  readonly #communities: readonly string[];
  readonly #kinds: readonly Kind[];
  readonly #envelope: Envelope;

  constructor(city: City, kinds: readonly Kind[], envelope: Envelope) {
    this.#city = city;
    this.#communities = communitiesOf(city);
    this.#kinds = kinds;
    this.#envelope = envelope;
  }

  /** The rows of the n-th case: its own, and those of its history. */
  of(index: number): { readonly row: Row; readonly events: readonly Row[] } {
    const random = new Random(seedOf(2, index));
    const reported = FROM + Math.floor(index * this.#pace);
    const id = idOf('case', index, reported);
    const place = this.#placeOf(random);
    const hours = 4 + random.below(40);
    const steps = stepsAfter(UNTIL - reported, hours, random);
    const times = STEPS.slice(0, steps).map((_, step) => new Date(reported + step * hours * HOUR_MS));
    const handlers = steps >= ASSIGNED ? [{ kind: 'GridPost', id: idOf('post', place.post) }] : [];
    const kind = random.of(this.#kinds);
    const { key, wrapped } = this.#envelope.newRecordKey(id);
    const sealed = this.#envelope.seal(key, { table: 'case', id, field: 'description' }, '请尽快处理，谢谢。');
    const reportedAt = new Date(reported);
    const row: Row = [
      id,
      this.#numberOf(index, reportedAt, random),
      random.of(TITLES),
      sealed,
      wrapped,
      kind.code,
      kind.private,
      random.of(CHANNELS),
      steps >= ACCEPTED ? (random.percent(90) ? 'MINOR' : 'MAJOR') : null,
      random.percent(90) ? 'ROUTINE' : 'URGENT',
      STEPS[steps - 1]?.to ?? 'REPORTED',
      kind.level,
      place.grid,
      place.building,
      place.reporter,
      false,
      JSON.stringify(handlers),
      handlers.map((handler) => handler.id),
      reportedAt,
      new Date(reported + DAY_MS),
      times[RESPONDED - 1] ?? null,
      new Date(reported + 5 * DAY_MS),
      times[RESOLVED - 1] ?? null,
      times[CLOSED - 1] ?? null,
      steps,
    ];
    return { row, events: historyOf(id, times, handlers, place) };
  }

  get #pace(): number {
    return (UNTIL - FROM) / this.#city.cases;
  }

  #placeOf(random: Random) {
    const community = random.below(this.#communities.length);
    const grid = random.below(GRIDS_OF_COMMUNITY);
    const building = random.below(BUILDINGS_OF_GRID);
    const branch = random.below(BRANCHES_OF_COMMUNITY);
    const member = random.below(MEMBERS_OF_BRANCH);
    return {
      grid: gridCode(this.#communities[community] ?? '', grid),
      building: random.percent(80) ? idOf('building', buildingIndex(community, grid, building)) : null,
      reporter: random.percent(40) ? idOf('person', memberIndex(community, branch, member)) : null,
      post: postIndex(community, grid, 0),
      worker: postHolder(community, grid, 0),
    };
  }

  /** Numbered from 1 within the day, as they were reported. */
  #numberOf(index: number, at: Date, random: Random): string {
    const day = civilDayOf(at);
    const firstOfDay = Math.ceil((startOfCivilDay(day).getTime() - FROM) / this.#pace);
    const letters = Array.from({ length: 4 }, () => NUMBER_LETTERS.charAt(random.below(NUMBER_LETTERS.length))).join(
      '',
    );
    return caseNumber(NUMBER_PREFIX, day, index - firstOfDay + 1, letters);
  }
}

/** How many steps were taken in a time, one each so many hours; some old cases stay half way. */
function stepsAfter(elapsed: number, hours: number, random: Random): number {
  const most = random.below(1_000) < STUCK_OF_THOUSAND ? random.between(1, RESOLVED) : STEPS.length;
  return Math.min(most, 1 + Math.floor(elapsed / (hours * HOUR_MS)));
}

function historyOf(
  id: string,
  times: readonly Date[],
  handlers: readonly { kind: string; id: string }[],
  place: { readonly reporter: string | null; readonly worker: string },
): Row[] {
  let hash = '';
  return times.map((at, step) => {
    const { action, to, by } = STEPS[step] ?? STEPS[0];
    const from = step === 0 ? null : (STEPS[step - 1]?.to ?? null);
    const reporterRole = place.reporter === null ? 'GRID_WORKER' : 'RESIDENT';
    const byRole = by === 'REPORTER' ? reporterRole : by;
    const byPerson = by === 'REPORTER' ? (place.reporter ?? place.worker) : by === 'HANDLER' ? place.worker : null;
    const assigned = step + 1 >= ASSIGNED ? handlers : [];
    const said = { caseId: id, sequence: step + 1, at: at.toISOString(), action, from, to, byRole, byPerson };
    hash = hashOfStep(hash, { ...said, note: null, handlers: assigned });
    return [id, step + 1, said.at, action, from, to, byRole, byPerson, JSON.stringify(assigned), hash];
  });
}
