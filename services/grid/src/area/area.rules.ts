export enum AreaLevel {
  PROVINCE = 'PROVINCE',
  CITY = 'CITY',
  DISTRICT = 'DISTRICT',
  STREET = 'STREET',
  COMMUNITY = 'COMMUNITY',
}

const LEVELS = Object.values(AreaLevel);

/** The level of an area's children; null for a community, which has grids and no areas below. */
export function levelBelow(level: AreaLevel): AreaLevel | null {
  return LEVELS[LEVELS.indexOf(level) + 1] ?? null;
}
