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
});
