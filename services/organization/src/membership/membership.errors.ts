import { catalogue } from '@linli/domain/refusal';

export const MembershipErrors = catalogue({
  memberAlready: {
    code: 'MEMBERSHIP_OPEN',
    zh: '此人的组织关系尚在别处或已在此（{path}）；一人只有一处组织关系，请办理转接。',
    en: 'The membership of this person is kept somewhere already ({path}); one person has one, which is transferred.',
  },
  namedTwice: {
    code: 'BAD_USER_INPUT',
    zh: '{path} 在同一次请求中重复。',
    en: '{path} is named twice in one request.',
  },
  joinsInDaysToCome: {
    code: 'BAD_USER_INPUT',
    zh: '加入日期不能在今天之后（{path}）。',
    en: 'A day of joining cannot be after today ({path}).',
  },
  ended: {
    code: 'MEMBERSHIP_ENDED',
    zh: '组织关系已于 {leftOn} 终止（{path}）。',
    en: 'The membership ended on {leftOn} ({path}).',
  },
  keptThere: {
    code: 'BAD_USER_INPUT',
    zh: '组织关系就在该组织，无须再报到（{path}）。',
    en: 'The membership is kept in that very organisation: there is nothing to report ({path}).',
  },
  notResidential: {
    code: 'BAD_USER_INPUT',
    zh: '只能向居住地的区域党组织报到（{path}）。',
    en: 'A member reports to a territorial organisation where they live ({path}).',
  },
  dayOutOfPlace: {
    code: 'BAD_USER_INPUT',
    zh: '报到日期须在入党关系建立之后、今天或之前（{path}）。',
    en: 'A member reports after joining and no later than today ({path}).',
  },
});
