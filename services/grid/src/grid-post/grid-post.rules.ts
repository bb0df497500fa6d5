import { plusDays, type CivilDay } from '@linli/domain/civil-time';
import { covers, levelOf, type TerritoryLevel } from '@linli/domain/territory';

export enum GridRole {
  SUPERVISOR = 'SUPERVISOR',
  GRID_LEADER = 'GRID_LEADER',
  GRID_LEADER_ASSISTANT = 'GRID_LEADER_ASSISTANT',
  GRID_WORKER = 'GRID_WORKER',
  GRID_COORDINATOR = 'GRID_COORDINATOR',
  GRID_LIAISON = 'GRID_LIAISON',
  MOBILE_GRID_WORKER = 'MOBILE_GRID_WORKER',
  MICRO_GRID_LEADER = 'MICRO_GRID_LEADER',
  BUILDING_CHIEF = 'BUILDING_CHIEF',
  ENTRANCE_CHIEF = 'ENTRANCE_CHIEF',
}

export enum Department {
  PUBLIC_SECURITY = 'PUBLIC_SECURITY',
  CIVIL_AFFAIRS = 'CIVIL_AFFAIRS',
  JUSTICE = 'JUSTICE',
  HOUSING = 'HOUSING',
  HEALTH = 'HEALTH',
  MARKET_SUPERVISION = 'MARKET_SUPERVISION',
  CITY_MANAGEMENT = 'CITY_MANAGEMENT',
  STREET_PARTY_MASS_SERVICE_CENTRE = 'STREET_PARTY_MASS_SERVICE_CENTRE',
}

/** What an appointment names beside the role, the person and the territory. */
type Detail = 'building' | 'entrance' | 'department' | 'unit';

/** Where each role is posted, and what its appointment names; it names nothing else. */
export const APPOINTMENTS = {
  SUPERVISOR: { to: ['COMMUNITY', 'STREET'], names: [] },
  GRID_LEADER: { to: ['GRID'], names: [] },
  GRID_LEADER_ASSISTANT: { to: ['GRID'], names: [] },
  GRID_WORKER: { to: ['GRID'], names: [] },
  GRID_COORDINATOR: { to: ['GRID'], names: ['department'] },
  GRID_LIAISON: { to: ['GRID'], names: ['unit'] },
  MOBILE_GRID_WORKER: { to: ['COMMUNITY', 'STREET'], names: [] },
  MICRO_GRID_LEADER: { to: ['MICRO_GRID'], names: [] },
  BUILDING_CHIEF: { to: ['GRID', 'MICRO_GRID'], names: ['building'] },
  ENTRANCE_CHIEF: { to: ['GRID', 'MICRO_GRID'], names: ['building', 'entrance'] },
} as const satisfies Record<GridRole, { to: readonly TerritoryLevel[]; names: readonly Detail[] }>;

export interface Appointment {
  readonly person: string;
  readonly role: GridRole;
  readonly territory: string;
  readonly building?: string | null;
  readonly entrance?: number | null;
  readonly department?: Department | null;
  readonly unit?: string | null;
  readonly startsOn: string;
}

/** Path of the first input that does not fit the role; null where all fit. */
export function faultInAppointment(appointment: Appointment): string | null {
  const rule: { to: readonly TerritoryLevel[]; names: readonly Detail[] } = APPOINTMENTS[appointment.role];
  if (!rule.to.includes(levelOf(appointment.territory))) return 'input.territory';
  const details: readonly Detail[] = ['building', 'entrance', 'department', 'unit'];
  const misfit = details.find((detail) => rule.names.includes(detail) !== isGiven(appointment[detail]));
  return misfit === undefined ? null : `input.${misfit}`;
}

/** Path of what does not fit the building: it stands in the territory, and has the entrance; null where both fit. */
export function faultInBuildingPost(
  appointment: Appointment,
  building: { grid: string; entrances: number },
): string | null {
  if (!covers(appointment.territory, building.grid)) return 'input.building';
  const entrance = appointment.entrance ?? 1;
  return entrance >= 1 && entrance <= building.entrances ? null : 'input.entrance';
}

export type EndRefusal = 'ENDS_BEFORE_IT_STARTS' | 'HAS_ENDED';

/**
 * Why a post may not end with a day; null where it may. A last day that is still to come may be moved, one that has passed may not, nor
 * that of a post that was called off.
 */
export function refusalOfEnd(
  post: { startsOn: string; endsOn: string | null },
  endsOn: string,
  today: string,
): EndRefusal | null {
  if (post.endsOn !== null && (post.endsOn < today || post.endsOn < post.startsOn)) return 'HAS_ENDED';
  return endsOn < post.startsOn ? 'ENDS_BEFORE_IT_STARTS' : null;
}

/**
 * The last day of a post whose grid closes on a day: the day before. One that has not begun by then is called off: it ends on the day
 * before its first, and is held on no day.
 */
export function lastDayBefore(post: { startsOn: CivilDay }, day: CivilDay): CivilDay {
  return plusDays(post.startsOn < day ? day : post.startsOn, -1);
}

function isGiven(detail: unknown): boolean {
  return detail !== undefined && detail !== null;
}
