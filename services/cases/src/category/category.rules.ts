/** The level that owns a case: what a level can settle does not leave it (小事不出院落，矛盾不出社区). */
export enum HandlingLevel {
  BUILDING = 'BUILDING',
  GRID = 'GRID',
  COMMUNITY = 'COMMUNITY',
  STREET = 'STREET',
  DISTRICT = 'DISTRICT',
  CITY = 'CITY',
}

/** Who handles a kind of case first (四方责任). */
export enum ResponsibleParty {
  GRID_STAFF = 'GRID_STAFF',
  BRANCH = 'BRANCH',
  OWNERS_BODY = 'OWNERS_BODY',
  PROPERTY_COMPANY = 'PROPERTY_COMPANY',
  MEDIATION_TEAM = 'MEDIATION_TEAM',
  STREET = 'STREET',
  DEPARTMENT = 'DEPARTMENT',
}

const LEVELS = Object.values(HandlingLevel);

export type CategoryRefusal = 'LEVELS_CROSSED' | 'PARENT_IS_A_KIND';

/** What is wrong with a category's levels or its place in the two levels of categories; null where nothing is. */
export function refusalOfCategory(category: {
  firstLevel: HandlingLevel;
  lastLevel: HandlingLevel;
  isKind: boolean;
  hasKinds: boolean;
  /** A category that is its own parent would be both. */
  parentIsAKind: boolean;
}): CategoryRefusal | null {
  if (LEVELS.indexOf(category.firstLevel) > LEVELS.indexOf(category.lastLevel)) return 'LEVELS_CROSSED';
  return category.parentIsAKind || (category.isKind && category.hasKinds) ? 'PARENT_IS_A_KIND' : null;
}
