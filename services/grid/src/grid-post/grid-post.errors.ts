import { catalogue } from '@linli/domain/refusal';

export const GridPostErrors = catalogue({
  leaderTaken: {
    code: 'GRID_LEADER_TAKEN',
    zh: '网格 {grid} 在 {startsOn} 起的任期内已有网格长；请先结束其任职。',
    en: 'Grid {grid} has a grid leader in the time from {startsOn} on; end that post first.',
  },
  hasEnded: {
    code: 'GRID_POST_HAS_ENDED',
    zh: '该任职已于 {endsOn} 结束，不能再改。',
    en: 'This post ended on {endsOn}, which cannot be changed any more.',
  },
  endsBeforeItStarts: {
    code: 'BAD_USER_INPUT',
    zh: '任职自 {startsOn} 开始，结束日期（{path}）不能早于这一天。',
    en: 'The post starts on {startsOn}; its last day ({path}) cannot be before that.',
  },
  tooMany: {
    code: 'TOO_MANY_TO_LIST',
    zh: '该网格的任职超过 {most} 项；请用参数 {argument} 缩小范围。',
    en: 'The grid has more than {most} posts; narrow them down with {argument}.',
  },
  tooManyOfPerson: {
    code: 'TOO_MANY_TO_LIST',
    zh: '此人当日的任职超过 {most} 项；请用参数 {argument} 换一天查询。',
    en: 'The person holds more than {most} posts on that day; ask for another with {argument}.',
  },
  rosterTooLongAgo: {
    code: 'BAD_USER_INPUT',
    zh: '名册公示日期（{path}）最早可填 {earliest}；请填写实际公示的日期。',
    en: 'The day on which the roster was put up ({path}) can be {earliest} at the earliest; enter the day on which it was.',
  },
});
