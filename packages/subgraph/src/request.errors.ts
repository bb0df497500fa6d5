import { catalogue } from '@linli/domain/refusal';

/** Refusals that any subgraph or the gateway may give, whatever the request is about. */
export const RequestErrors = catalogue({
  unauthenticated: {
    code: 'UNAUTHENTICATED',
    zh: '此项操作需要登录；请带上有效的访问令牌。',
    en: 'This needs someone who is signed in; send a valid access token.',
  },
  forbidden: {
    code: 'FORBIDDEN',
    zh: '您的角色无权进行此项操作；需要的角色：{allowed}。',
    en: 'Your roles do not allow this; it needs one of: {allowed}.',
  },
  badUserInput: {
    code: 'BAD_USER_INPUT',
    zh: '输入有误（{path}）；请改正后重试。',
    en: 'The input is wrong ({path}); correct it and try again.',
  },
  outOfBounds: {
    code: 'BAD_USER_INPUT',
    zh: '输入有误：{path} 不符合要求（{constraint}）；请改正后重试。',
    en: 'The input is wrong: {path} is out of its bounds ({constraint}); correct it and try again.',
  },
  unknownReference: {
    code: 'BAD_USER_INPUT',
    zh: '{path} 所指的不存在，或您不能查看。',
    en: 'What {path} names does not exist, or is not yours to see.',
  },
  notFound: {
    code: 'NOT_FOUND',
    zh: '找不到这一项（{path}），或您不能查看。',
    en: 'There is no such thing ({path}), or it is not yours to see.',
  },
  versionConflict: {
    code: 'VERSION_CONFLICT',
    zh: '这一项已被他人修改，现为第 {version} 版；请重新读取后再改。',
    en: 'It was changed meanwhile and is at version {version} now; read it again, then change it.',
  },
  tooSlow: {
    code: 'TOO_SLOW',
    zh: '系统繁忙，未能在时限内完成，未作任何更改；请稍后重试。',
    en: 'It could not be done in time, and nothing was changed; try again in a moment.',
  },
  internalServerError: {
    code: 'INTERNAL_SERVER_ERROR',
    zh: '系统出错，编号 {id}；请稍后再试，或向管理员报告此编号。',
    en: 'Something went wrong, number {id}; try again later, or report the number.',
  },
});
