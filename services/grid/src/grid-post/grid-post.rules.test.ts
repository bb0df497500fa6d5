import { describe, expect, it } from '@jest/globals';
import {
  APPOINTMENTS,
  faultInAppointment,
  faultInBuildingPost,
  GridRole,
  lastDayBefore,
  refusalOfEnd,
  Department,
  type Appointment,
} from './grid-post.rules.js';

const STREET = '340705402';
const COMMUNITY = '340705402001';
const GRID = '340705402001001';
const MICRO_GRID = '34070540200100101';

const appointment = (role: GridRole, given: Partial<Appointment> = {}): Appointment => ({
  person: 'p',
  role,
  territory: GRID,
  startsOn: '2026-01-01',
  ...given,
});

describe('where a role is posted', () => {
  const levels = { STREET, COMMUNITY, GRID, MICRO_GRID };
  const details: Partial<Record<GridRole, Partial<Appointment>>> = {
    GRID_COORDINATOR: { department: Department.JUSTICE },
    GRID_LIAISON: { unit: 'u' },
    BUILDING_CHIEF: { building: 'b' },
    ENTRANCE_CHIEF: { building: 'b', entrance: 1 },
  };
  const allowed: Record<GridRole, string[]> = {
    SUPERVISOR: ['STREET', 'COMMUNITY'],
    GRID_LEADER: ['GRID'],
    GRID_LEADER_ASSISTANT: ['GRID'],
    GRID_WORKER: ['GRID'],
    GRID_COORDINATOR: ['GRID'],
    GRID_LIAISON: ['GRID'],
    MOBILE_GRID_WORKER: ['STREET', 'COMMUNITY'],
    MICRO_GRID_LEADER: ['MICRO_GRID'],
    BUILDING_CHIEF: ['GRID', 'MICRO_GRID'],
    ENTRANCE_CHIEF: ['GRID', 'MICRO_GRID'],
  };

  it.each(Object.values(GridRole))('%s', (role) => {
    const fitting = Object.entries(levels)
      .filter(([, territory]) => faultInAppointment(appointment(role, { ...details[role], territory })) === null)
      .map(([level]) => level);
    expect(fitting).toEqual(allowed[role]);
  });
});

describe('what an appointment names', () => {
  it('is what its role needs', () => {
    expect(faultInAppointment(appointment(GridRole.GRID_COORDINATOR))).toBe('input.department');
    expect(faultInAppointment(appointment(GridRole.GRID_LIAISON))).toBe('input.unit');
    expect(faultInAppointment(appointment(GridRole.BUILDING_CHIEF))).toBe('input.building');
    expect(faultInAppointment(appointment(GridRole.ENTRANCE_CHIEF, { building: 'b' }))).toBe('input.entrance');
  });

  it('is nothing that its role does not need', () => {
    const extra = { building: 'b', entrance: 1, department: Department.HEALTH, unit: 'u' };
    for (const [role, { names }] of Object.entries(APPOINTMENTS)) {
      const needed = Object.fromEntries((names as readonly string[]).map((name) => [name, extra[name as 'unit']]));
      for (const [name, value] of Object.entries(extra).filter(([detail]) => !(detail in needed))) {
        const territory =
          { SUPERVISOR: STREET, MOBILE_GRID_WORKER: STREET, MICRO_GRID_LEADER: MICRO_GRID }[role] ?? GRID;
        const given = { ...needed, [name]: value, territory };
        expect(faultInAppointment(appointment(role as GridRole, given))).toBe(`input.${name}`);
      }
    }
  });
});

describe('a post to a building', () => {
  const chief = appointment(GridRole.ENTRANCE_CHIEF, { building: 'b', entrance: 3 });

  it('is in the grid that the building stands in, or in the grid around its micro-grid', () => {
    expect(faultInBuildingPost(chief, { grid: GRID, entrances: 3 })).toBeNull();
    expect(faultInBuildingPost(chief, { grid: MICRO_GRID, entrances: 3 })).toBeNull();
    expect(faultInBuildingPost(chief, { grid: '340705402001002', entrances: 3 })).toBe('input.building');
  });

  it('is to an entrance that the building has', () => {
    expect(faultInBuildingPost(chief, { grid: GRID, entrances: 2 })).toBe('input.entrance');
    expect(faultInBuildingPost({ ...chief, entrance: 0 }, { grid: GRID, entrances: 2 })).toBe('input.entrance');
  });
});

describe('the end of a post', () => {
  const today = '2026-11-20';

  it.each([
    [null, '2026-01-01', null],
    [null, '2025-12-31', 'ENDS_BEFORE_IT_STARTS'],
    ['2026-11-20', '2026-12-31', null],
    ['2026-11-19', '2026-12-31', 'HAS_ENDED'],
  ])('last day known %s, asked for %s: %s', (endsOn, asked, refusal) => {
    expect(refusalOfEnd({ startsOn: '2026-01-01', endsOn }, asked, today)).toBe(refusal);
  });

  it('that was called off before it began stays', () => {
    const calledOff = { startsOn: '2026-12-10', endsOn: '2026-12-09' };
    expect(refusalOfEnd(calledOff, '2026-12-31', today)).toBe('HAS_ENDED');
  });

  it.each([
    ['2026-01-01', '2026-11-19'],
    ['2026-11-19', '2026-11-19'],
    ['2026-11-20', '2026-11-19'],
    ['2026-12-10', '2026-12-09'],
  ])('that starts on %s, in a grid that closes today, is %s', (startsOn, lastDay) => {
    expect(lastDayBefore({ startsOn }, today)).toBe(lastDay);
  });
});
