import { catalogue } from '@linli/domain/refusal';

export const PartyOrganizationErrors = catalogue({
  levelNotBelow: {
    code: 'PARTY_LEVEL_NOT_BELOW',
    zh: '组织链只能逐级向下：{parent} 之下不能设 {level}；可设：{allowed}。',
    en: 'The levels of a chain only go down: {level} cannot stand below {parent}; what can: {allowed}.',
  },
  areaOutside: {
    code: 'BAD_USER_INPUT',
    zh: '所在区域不在上级组织的区域之内（{path}）；请改正区域或上级组织。',
    en: 'The area does not lie in that of the parent ({path}); correct the area or the parent.',
  },
  dissolved: {
    code: 'PARTY_ORGANIZATION_DISSOLVED',
    zh: '党组织“{name}”已于 {dissolvedOn} 撤销（{path}）。',
    en: 'The party organisation {name} was dissolved on {dissolvedOn} ({path}).',
  },
  nothingToCover: {
    code: 'BAD_USER_INPUT',
    zh: '请至少写一个网格（grids）或一栋楼（buildings）。',
    en: 'Name at least one grid (grids) or building (buildings).',
  },
});
