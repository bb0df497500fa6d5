import { catalogue } from '@linli/domain/refusal';

export const CategoryErrors = catalogue({
  unknownCategory: {
    code: 'BAD_USER_INPUT',
    zh: '没有这一案件类别（{path}）；可查询 caseCategories 取得现有类别。',
    en: 'There is no such category ({path}); ask caseCategories for those that there are.',
  },
  classNotKind: {
    code: 'BAD_USER_INPUT',
    zh: '{path} 是大类；请选择其下的具体类别：{allowed}。',
    en: '{path} is a class; choose one of its kinds: {allowed}.',
  },
  levelsCrossed: {
    code: 'BAD_USER_INPUT',
    zh: '首办层级高于最高层级（{path}）；请使首办层级不高于最高层级。',
    en: 'The first level is above the last ({path}); make it the same or lower.',
  },
  parentIsAKind: {
    code: 'BAD_USER_INPUT',
    zh: '类别只有两级（{path}）；上级须是大类。',
    en: 'Categories have two levels ({path}); the parent has to be a class.',
  },
  notOfACity: {
    code: 'FORBIDDEN',
    zh: '案件类别全市共用；须由市级（或以上）管理员更改。',
    en: 'Categories hold for the whole city; an administrator of the city or above changes them.',
  },
  workingDaysUnknown: {
    code: 'WORKING_DAYS_UNKNOWN',
    zh: '国务院尚未公布期限所及年份的工作日安排，无法计算办理期限；请更新节假日数据。',
    en: 'The working days of a year that the time limit reaches are not published yet; update the calendar data.',
  },
});
