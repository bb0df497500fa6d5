import type { RoleHeld } from '@linli/domain/viewer';
import { TIANFU } from './tianfu.js';
import { TIANJINGHU } from './tianjinghu.js';
import { YAKESHI } from './yakeshi.js';

/** Somebody who does something in the demo city: an id and roles, without a name. */
export interface DemoPerson {
  readonly person: string;
  readonly roles: readonly RoleHeld[];
}

const { code } = TIANJINGHU;
const HOUSES_WITH_A_VOICE = 60;

/** Takes cases in, accepts, assigns and answers them. */
export const CLERK: DemoPerson = { person: idOf(1, 1), roles: [{ role: 'COMMUNITY_OFFICER', territory: code }] };

/** Checks what was handled, and closes it. */
export const INSPECTOR: DemoPerson = { person: idOf(1, 2), roles: [{ role: 'COMMUNITY_OFFICER', territory: code }] };

/** Enters what there is of Tianfu. */
export const TIANFU_CLERK: DemoPerson = {
  person: idOf(1, 3),
  roles: [{ role: 'COMMUNITY_OFFICER', territory: TIANFU.code }],
};

/** Enters what there is of Yakeshi. */
export const YAKESHI_CLERK: DemoPerson = {
  person: idOf(1, 4),
  roles: [{ role: 'COMMUNITY_OFFICER', territory: YAKESHI.code }],
};

/** One of the residents who report; the same one for the same number. */
export function resident(n: number): DemoPerson {
  return { person: idOf(2, n % HOUSES_WITH_A_VOICE), roles: [{ role: 'RESIDENT', territory: code }] };
}

/** Whoever was appointed as the worker of a grid. */
export function gridWorker(person: string, gridCode: string): DemoPerson {
  return { person, roles: [{ role: 'GRID_WORKER', territory: gridCode }] };
}

/** Somebody of a co-building unit, who represents it once it has an id. */
export function representative(n: number, unit?: string): DemoPerson {
  return { person: idOf(3, n), roles: unit === undefined ? [] : [{ role: 'UNIT_REPRESENTATIVE', unit }] };
}

/** A UUID of version 8, whose bits are free to choose. */
function idOf(group: number, n: number): string {
  return `de300000-0000-8000-800${group}-${String(n).padStart(12, '0')}`;
}
