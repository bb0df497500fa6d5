import { catalogue } from '@linli/domain/refusal';

export const CaseErrors = catalogue({
  placeUnknown: {
    code: 'BAD_USER_INPUT',
    zh: '{path} 所指的地点不存在，或不在您的辖区内。',
    en: 'There is no such place at {path}, or it is not in your territory.',
  },
  placeMissing: {
    code: 'BAD_USER_INPUT',
    zh: '请写明地点（{path}）：社区或网格、楼栋、坐标三者至少一项。',
    en: 'Say where it is ({path}): at least one of territory, building and point.',
  },
  placesContradict: {
    code: 'BAD_USER_INPUT',
    zh: '{path} 不在所给的社区或网格之内；请改正其中一项。',
    en: '{path} does not lie in the territory that is given; correct one of them.',
  },
  titleHoldsPersonalNumber: {
    code: 'BAD_USER_INPUT',
    zh: '标题人人可查，请勿写入电话号码或身份证号（{path}）；可写在说明里。',
    en: 'A title is searchable by all: leave phone and identity numbers out of it ({path}); the description may hold them.',
  },
  reporterErased: {
    code: 'PERSON_ERASED',
    zh: '您的个人信息已按您的权利删除，不能再以您的名义上报；仍需上报的，请联系社区工作人员登记。',
    en: 'Your data were erased, as is your right: nothing is reported in your name any more; the staff of your community can still take it in.',
  },
  handlerUnknown: {
    code: 'BAD_USER_INPUT',
    zh: '{path} 所指的办理人不存在或已卸任。',
    en: 'There is no such handler at {path}, or their post has ended.',
  },
  handlerUnclear: {
    code: 'BAD_USER_INPUT',
    zh: '{path} 须恰好写一个办理人。',
    en: 'Name exactly one handler at {path}.',
  },
  levelNeedsReason: {
    code: 'CASE_LEVEL_NEEDS_REASON',
    zh: '案件 {number} 的类别最高到 {lastLevel}；交由更高层级时请在 {path} 写明理由。',
    en: 'The kind of case {number} should need no level above {lastLevel}; say in {path} why it goes higher.',
  },
  titleNotPlain: {
    code: 'BAD_USER_INPUT',
    zh: '标题含有看不见的控制字符（{path}）；请改用普通文字。',
    en: 'The title holds characters that cannot be seen ({path}); use plain text.',
  },
  moveNotAllowed: {
    code: 'CASE_MOVE_NOT_ALLOWED',
    zh: '案件 {number} 处于 {status}，不能进行 {action}；目前可进行：{allowed}。',
    en: 'Case {number} is {status}: {action} cannot be done now; what can be: {allowed}.',
  },
  alreadyClosed: {
    code: 'CASE_ALREADY_CLOSED',
    zh: '案件 {number} 已于 {closedAt} 结案，不能再办理。',
    en: 'Case {number} was closed at {closedAt} and is handled no more.',
  },
  reporterNotAnswered: {
    code: 'CASE_REPORTER_NOT_ANSWERED',
    zh: '案件 {number} 尚未答复反映人；请先答复，再结案。',
    en: 'The reporter of case {number} has not been answered; answer them first, then close it.',
  },
  judgeMayNotHandle: {
    code: 'CASE_JUDGE_MAY_NOT_HANDLE',
    zh: '您参与办理了案件 {number}，须由他人核查结案。',
    en: 'You had a hand in case {number}; someone else has to check and close it.',
  },
});
