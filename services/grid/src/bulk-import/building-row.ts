import { isTerritoryCode } from '@linli/domain/territory';
import { faultInBuilding, type BuildingChange } from '../building/building.rules.js';
import { nameFrom } from '../name.rules.js';
import type { Cells, ImportColumn } from './import-column.rules.js';
import type { StagedRow } from './import-kind.js';
import type { CellFault } from './row-fault.js';

/** The columns of a table of buildings. */
export const BUILDING_COLUMNS: readonly ImportColumn[] = [
  {
    name: 'grid',
    heading: { zh: '网格', en: 'grid' },
    isNeeded: true,
    holds: {
      zh: '网格代码，15 或 17 位数字，单元格格式设为文本',
      en: 'the code of the grid, 15 or 17 digits, in a cell formatted as text',
    },
    example: '340705402001001',
  },
  {
    name: 'compound',
    heading: { zh: '小区', en: 'compound' },
    isNeeded: false,
    holds: { zh: '本社区内小区的名称', en: 'the name of a compound of the community' },
    example: '天桥新村',
  },
  {
    name: 'number',
    heading: { zh: '楼号', en: 'number' },
    isNeeded: true,
    holds: { zh: '楼牌上的号，不超过 100 字', en: 'what the plate says, up to 100 characters' },
    example: '12号楼',
  },
  {
    name: 'entrances',
    heading: { zh: '单元数', en: 'entrances' },
    isNeeded: false,
    holds: { zh: '1 至 50 的整数', en: 'a whole number from 1 to 50' },
    example: '3',
  },
  {
    name: 'floors',
    heading: { zh: '层数', en: 'floors' },
    isNeeded: false,
    holds: { zh: '1 至 200 的整数', en: 'a whole number from 1 to 200' },
    example: '6',
  },
  {
    name: 'households',
    heading: { zh: '户数', en: 'households' },
    isNeeded: false,
    holds: { zh: '0 至 10000 的整数；不详则留空', en: 'a whole number from 0 to 10000; empty where it is not known' },
    example: '36',
  },
  {
    name: 'latitude',
    heading: { zh: '纬度', en: 'latitude' },
    isNeeded: false,
    holds: { zh: '-90 至 90 度（WGS-84），与经度同填', en: 'degrees from -90 to 90 (WGS-84), beside a longitude' },
    example: '30.945',
  },
  {
    name: 'longitude',
    heading: { zh: '经度', en: 'longitude' },
    isNeeded: false,
    holds: { zh: '-180 至 180 度（WGS-84），与纬度同填', en: 'degrees from -180 to 180 (WGS-84), beside a latitude' },
    example: '117.815',
  },
];

/** A row of a table of buildings by itself: its cells within the bounds of a building, and a position whole or not at all. */
export function buildingRowFrom(cells: Cells): StagedRow | readonly CellFault[] {
  const faults = BUILDING_COLUMNS.flatMap(({ name, isNeeded }): CellFault[] => {
    const cell = cells[name];
    if (cell !== undefined) return isAccepted(name, cell) ? [] : [{ column: name, reason: 'NOT_ACCEPTED' }];
    const isHalf = POSITION.includes(name) && POSITION.some((other) => cells[other] !== undefined);
    return isNeeded || isHalf ? [{ column: name, reason: 'MISSING' }] : [];
  });
  return faults.length > 0 ? faults : (cells as StagedRow);
}

const POSITION = ['latitude', 'longitude'];
const COUNT = /^\d{1,9}$/;
const DEGREES = /^-?\d{1,3}(\.\d{1,20})?$/;

function isAccepted(column: string, cell: string): boolean {
  switch (column) {
    case 'grid':
      return isTerritoryCode(cell) && fits({ grid: cell });
    case 'number':
      return fits({ number: cell });
    case 'entrances':
    case 'floors':
    case 'households':
      return COUNT.test(cell) && fits({ [column]: Number(cell) });
    case 'latitude':
      return DEGREES.test(cell) && fits({ location: { latitude: Number(cell), longitude: 0 } });
    case 'longitude':
      return DEGREES.test(cell) && fits({ location: { latitude: 0, longitude: Number(cell) } });
    default:
      return nameFrom(cell) !== null;
  }
}

function fits(change: BuildingChange): boolean {
  return faultInBuilding(change) === null;
}
