import { catalogue } from '@linli/domain/refusal';

export const BuildingErrors = catalogue({
  justImported: {
    code: 'BUILDING_JUST_IMPORTED',
    zh: '批量导入刚刚在网格 {grid} 登记了 {number}；如确为另一栋楼，请再次提交。',
    en: 'An import has just entered {number} in grid {grid}; if this is another building, send it again.',
  },
});
