import { isCivilDay } from '@linli/domain/civil-time';
import { isTerritoryCode } from '@linli/domain/territory';
import { isId } from '@linli/persistence/columns';
import { Department, faultInAppointment, GridRole } from '../grid-post/grid-post.rules.js';
import { namedBy, type Cells, type ImportColumn } from './import-column.rules.js';
import type { StagedRow } from './import-kind.js';
import type { CellFault } from './row-fault.js';

/** Roles and departments, as tables in Chinese say them. */
const ROLES: Readonly<Record<string, GridRole>> = {
  督导员: GridRole.SUPERVISOR,
  网格长: GridRole.GRID_LEADER,
  网格长助理: GridRole.GRID_LEADER_ASSISTANT,
  网格员: GridRole.GRID_WORKER,
  网格协管员: GridRole.GRID_COORDINATOR,
  网格联络员: GridRole.GRID_LIAISON,
  流动网格员: GridRole.MOBILE_GRID_WORKER,
  微网格长: GridRole.MICRO_GRID_LEADER,
  楼栋长: GridRole.BUILDING_CHIEF,
  单元长: GridRole.ENTRANCE_CHIEF,
};
const DEPARTMENTS: Readonly<Record<string, Department>> = {
  公安: Department.PUBLIC_SECURITY,
  民政: Department.CIVIL_AFFAIRS,
  司法: Department.JUSTICE,
  住建: Department.HOUSING,
  卫健: Department.HEALTH,
  市场监管: Department.MARKET_SUPERVISION,
  城管: Department.CITY_MANAGEMENT,
  街道党群服务中心: Department.STREET_PARTY_MASS_SERVICE_CENTRE,
};

/** The columns of a table of posts: a person in a post a row, by the person's id. */
export const POST_COLUMNS: readonly ImportColumn[] = [
  {
    name: 'person',
    heading: { zh: '人员', en: 'person' },
    isNeeded: true,
    holds: { zh: '人员的 id（UUID），不填姓名', en: 'the id (UUID) of the person, never a name' },
    example: '0193a5c0-0000-7000-8000-000000000001',
  },
  {
    name: 'role',
    heading: { zh: '角色', en: 'role' },
    isNeeded: true,
    holds: { zh: Object.keys(ROLES).join('、'), en: Object.values(GridRole).join(', ') },
    example: '楼栋长',
  },
  {
    name: 'territory',
    heading: { zh: '区域', en: 'territory' },
    isNeeded: true,
    holds: {
      zh: '角色所在的街道、社区、网格或微网格的代码，单元格格式设为文本',
      en: 'the code of a street, community, grid or micro-grid, as the role has it, in a cell formatted as text',
    },
    example: '340705402001001',
  },
  {
    name: 'building',
    heading: { zh: '楼号', en: 'building' },
    isNeeded: false,
    holds: {
      zh: '楼栋长、单元长的楼号，其他角色不填',
      en: 'the number of the building of a chief, and of no other role',
    },
    example: '12号楼',
  },
  {
    name: 'compound',
    heading: { zh: '小区', en: 'compound' },
    isNeeded: false,
    holds: { zh: '楼号所在小区的名称', en: 'the name of the compound of the building' },
    example: '天桥新村',
  },
  {
    name: 'entrance',
    heading: { zh: '单元', en: 'entrance' },
    isNeeded: false,
    holds: {
      zh: '单元长的单元，从 1 起且不超过楼的单元数，其他角色不填',
      en: 'the entrance of its chief, from 1 to as many as the building has, and of no other role',
    },
    example: '',
  },
  {
    name: 'department',
    heading: { zh: '部门', en: 'department' },
    isNeeded: false,
    holds: {
      zh: `网格协管员的部门：${Object.keys(DEPARTMENTS).join('、')}，其他角色不填`,
      en: `of a coordinator, and of no other role: ${Object.values(Department).join(', ')}`,
    },
    example: '',
  },
  {
    name: 'unit',
    heading: { zh: '单位', en: 'unit' },
    isNeeded: false,
    holds: {
      zh: '网格联络员单位的 id（UUID），其他角色不填',
      en: 'the id (UUID) of the unit of a liaison, and of no other role',
    },
    example: '',
  },
  {
    name: 'startsOn',
    heading: { zh: '任期开始', en: 'starts on' },
    isNeeded: true,
    holds: { zh: '2026-01-31 这样的日期', en: 'a day such as 2026-01-31' },
    example: '2026-01-31',
  },
];

/** A row of a table of posts by itself: an appointment that names what its role needs and nothing else. */
export function postRowFrom(cells: Cells): StagedRow | readonly CellFault[] {
  const role = namedBy(ROLES, cells['role']);
  const department = namedBy(DEPARTMENTS, cells['department']);
  const faults = POST_COLUMNS.flatMap(({ name, isNeeded }): CellFault[] => {
    const cell = cells[name];
    if (cell === undefined) return isNeeded ? [{ column: name, reason: 'MISSING' }] : [];
    const isAccepted = { role: role !== undefined, department: department !== undefined }[name] ?? fits(name, cell);
    return isAccepted ? [] : [{ column: name, reason: 'NOT_ACCEPTED' }];
  });
  if (faults.length > 0 || role === undefined) return faults;
  const { person = '', territory = '', building = null, entrance, unit = null, startsOn = '' } = cells;
  const places = { building, entrance: entrance === undefined ? null : Number(entrance) };
  const appointment = { person, role, territory, ...places, department: department ?? null, unit, startsOn };
  const column = faultInAppointment(appointment)?.replace('input.', '');
  if (column !== undefined) return [{ column, reason: cells[column] === undefined ? 'MISSING' : 'NOT_ACCEPTED' }];
  const { startsOn: starts_on, ...staged } = appointment;
  return { ...staged, starts_on, compound: cells['compound'] ?? null };
}

function fits(column: string, cell: string): boolean {
  switch (column) {
    case 'person':
    case 'unit':
      return isId(cell);
    case 'territory':
      return isTerritoryCode(cell);
    case 'entrance':
      return /^[1-9]\d?$/.test(cell);
    case 'startsOn':
      return isCivilDay(cell);
    default:
      return true;
  }
}
