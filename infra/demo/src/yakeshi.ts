/**
 * Shengnan (胜南社区) in Yakeshi, with the nine grids of one feature each (九型网格) of 《社区党建引领基层治理工作汇报》, 2023, which tells of
 * Yakeshi's plans. The report withholds which community it is of, and every number but the nine: 「常住人口*户*人，*栋居民住宅楼」.
 */
export const YAKESHI = {
  code: '150782001001',
  /** A day for what the report, of the year 2023, gives no day for. */
  asOf: '2023-12-31',
} as const;

/** A grid for each feature that the report names, in its order. */
export const FEATURED_GRIDS = [
  { name: '志愿型网格', theme: 'VOLUNTEERING' },
  { name: '惠民型网格', theme: 'LIVELIHOOD' },
  { name: '连心桥型网格', theme: 'HEART_BRIDGE' },
  { name: '文明型网格', theme: 'CIVILITY' },
  { name: '法治型网格', theme: 'RULE_OF_LAW' },
  { name: '平安型网格', theme: 'SAFETY' },
  { name: '科普型网格', theme: 'SCIENCE' },
  { name: '关爱型网格', theme: 'CARE' },
  { name: '居家养老型网格', theme: 'HOME_BASED_ELDERLY_CARE' },
] as const;

/** What every grid has counted (明底数清) and the report does not tell: households and people, veterans, enterprises, the two new. */
export const WITHHELD_CATEGORIES = [
  'HOUSEHOLDS',
  'RESIDENTS',
  'VETERANS',
  'ENTERPRISES',
  'NEW_ECONOMIC_ORGANIZATIONS',
  'NEW_SOCIAL_ORGANIZATIONS',
  'PUBLIC_INSTITUTIONS',
] as const;
