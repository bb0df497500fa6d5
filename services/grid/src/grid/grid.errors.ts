import { catalogue } from '@linli/domain/refusal';

export const GridErrors = catalogue({
  codesUsedUp: {
    code: 'GRID_CODES_USED_UP',
    zh: '{territory} 的网格编码已用完（最多 {most} 个，编码不重复使用）；请按现有网格调整划分。',
    en: '{territory} has used all {most} codes for its grids, and none is used twice; divide it by the grids that it has.',
  },
  closed: {
    code: 'GRID_CLOSED',
    zh: '网格 {grid} 已于 {closedOn} 撤销；请使用接替它的网格。',
    en: 'Grid {grid} was closed on {closedOn}; take a grid that succeeded it.',
  },
  boundaryCrossesItself: {
    code: 'BOUNDARY_CROSSES_ITSELF',
    zh: '网格边界在北纬 {latitude}、东经 {longitude} 处与自身相交；请改画后重试。',
    en: 'The boundary meets itself at latitude {latitude}, longitude {longitude}; draw it anew there.',
  },
  boundaryOverlaps: {
    code: 'BOUNDARY_OVERLAPS',
    zh: '网格边界与网格 {grid} 重叠 {squareMetres} 平方米（例如北纬 {latitude}、东经 {longitude} 处）；请改画后重试。',
    en: 'The boundary overlaps that of grid {grid} by {squareMetres} square metres, at latitude {latitude}, longitude {longitude} among others; draw it anew there.',
  },
});
