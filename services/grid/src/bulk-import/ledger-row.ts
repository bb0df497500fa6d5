import { isCivilDay, type CivilDay } from '@linli/domain/civil-time';
import { isTerritoryCode } from '@linli/domain/territory';
import { faultInLedger, FigureQualifier, LedgerCategory, type LedgerFault } from '../ledger/ledger.rules.js';
import { namedBy, type Cells, type ImportColumn } from './import-column.rules.js';
import type { StagedRow } from './import-kind.js';
import type { CellFault } from './row-fault.js';

/** What a ledger counts and how a count is meant, as tables in Chinese say it. */
const CATEGORIES: Readonly<Record<string, LedgerCategory>> = {
  户数: LedgerCategory.HOUSEHOLDS,
  常住人口: LedgerCategory.RESIDENTS,
  流动人口: LedgerCategory.FLOATING_POPULATION,
  独居老人: LedgerCategory.ELDERLY_LIVING_ALONE,
  残疾人: LedgerCategory.DISABLED,
  低保对象: LedgerCategory.SUBSISTENCE_ALLOWANCE,
  困境儿童: LedgerCategory.CHILDREN_IN_NEED,
  退役军人: LedgerCategory.VETERANS,
  离退休党员: LedgerCategory.RETIRED_PARTY_MEMBERS,
  企业: LedgerCategory.ENTERPRISES,
  新经济组织: LedgerCategory.NEW_ECONOMIC_ORGANIZATIONS,
  新社会组织: LedgerCategory.NEW_SOCIAL_ORGANIZATIONS,
  事业单位: LedgerCategory.PUBLIC_INSTITUTIONS,
  出租房: LedgerCategory.RENTAL_HOMES,
};
const QUALIFIERS: Readonly<Record<string, FigureQualifier>> = {
  准确: FigureQualifier.EXACT,
  至少: FigureQualifier.AT_LEAST,
  约: FigureQualifier.ABOUT,
  不公开: FigureQualifier.WITHHELD,
};

/** The columns of a table of ledgers: a count a row. */
export const LEDGER_COLUMNS: readonly ImportColumn[] = [
  {
    name: 'territory',
    heading: { zh: '区域', en: 'territory' },
    isNeeded: true,
    holds: {
      zh: '区划或网格代码，2 至 17 位数字，单元格格式设为文本',
      en: 'the code of an area or grid, 2 to 17 digits, in a cell formatted as text',
    },
    example: '340705402001001',
  },
  {
    name: 'category',
    heading: { zh: '类别', en: 'category' },
    isNeeded: true,
    holds: { zh: Object.keys(CATEGORIES).join('、'), en: Object.values(LedgerCategory).join(', ') },
    example: '独居老人',
  },
  {
    name: 'qualifier',
    heading: { zh: '口径', en: 'qualifier' },
    isNeeded: false,
    holds: { zh: '准确、至少、约、不公开；留空为准确', en: 'EXACT, AT_LEAST, ABOUT, WITHHELD; empty is EXACT' },
    example: '准确',
  },
  {
    name: 'count',
    heading: { zh: '数目', en: 'count' },
    isNeeded: false,
    holds: {
      zh: '0 至 200000000 的整数；不公开的留空，而不填 0',
      en: 'a whole number from 0 to 200000000; empty where it is WITHHELD, never 0',
    },
    example: '27',
  },
  {
    name: 'asOf',
    heading: { zh: '日期', en: 'as of' },
    isNeeded: true,
    holds: { zh: '2026-01-31 这样的日期，不晚于今天', en: 'a day such as 2026-01-31, not after today' },
    example: '2026-01-31',
  },
];

/** A row of a table of ledgers by itself: an entry that its officer could make. */
export function ledgerRowFrom(cells: Cells, today: CivilDay): StagedRow | readonly CellFault[] {
  const category = namedBy(CATEGORIES, cells['category']);
  const qualifier = namedBy(QUALIFIERS, cells['qualifier'] ?? FigureQualifier.EXACT);
  const count = cells['count'] === undefined ? null : countIn(cells['count']);
  const asOf = cells['asOf'] ?? '';
  const isKnown: Readonly<Record<string, boolean>> = {
    territory: isTerritoryCode(cells['territory'] ?? ''),
    category: category !== undefined,
    qualifier: qualifier !== undefined,
    count: count !== undefined,
    asOf: isCivilDay(asOf),
  };
  const faults = LEDGER_COLUMNS.flatMap(({ name, isNeeded }): CellFault[] => {
    if (cells[name] === undefined) return isNeeded ? [{ column: name, reason: 'MISSING' }] : [];
    return isKnown[name] === true ? [] : [{ column: name, reason: 'NOT_ACCEPTED' }];
  });
  if (faults.length > 0 || category === undefined || qualifier === undefined || count === undefined) return faults;
  const misfit = faultInLedger([{ category, qualifier, count }], asOf, today);
  if (misfit !== null) return [faultOf(misfit.fault)];
  return { territory: cells['territory'] ?? '', category, qualifier, count, as_of: asOf };
}

function faultOf(fault: LedgerFault): CellFault {
  if (fault === 'IN_THE_FUTURE') return { column: 'asOf', reason: 'NOT_ACCEPTED' };
  return { column: 'count', reason: fault === 'COUNT_NEEDED' ? 'MISSING' : 'NOT_ACCEPTED' };
}

function countIn(cell: string): number | undefined {
  return /^\d{1,9}$/.test(cell) ? Number(cell) : undefined;
}
