import { catalogue } from '@linli/domain/refusal';

/** Refusals that the gateway gives for itself. */
export const GatewayErrors = catalogue({
  tokenRefused: {
    code: 'UNAUTHENTICATED',
    zh: '访问令牌无效或已过期；请重新登录，或不带令牌以公众身份查询。',
    en: 'The access token is not valid or has expired; sign in again, or send none to ask as the public.',
  },
  tokenRevoked: {
    code: 'UNAUTHENTICATED',
    zh: '此访问令牌已作废（已在各处退出登录）；请重新登录。',
    en: 'This access token was revoked (signed out everywhere); sign in again.',
  },
  issuerUnavailable: {
    code: 'ISSUER_UNAVAILABLE',
    zh: '暂时无法验证访问令牌；请稍后再试。',
    en: 'Access tokens cannot be verified at the moment; try again later.',
  },
  overloaded: {
    code: 'OVERLOADED',
    zh: '请求过多；请稍后再试。',
    en: 'There are too many requests; try again in a moment.',
  },
  nothingHere: {
    code: 'NOT_FOUND',
    zh: '此处没有内容；查询请提交到 /graphql。',
    en: 'There is nothing here; operations are sent to /graphql.',
  },
  listTooLong: {
    code: 'BAD_USER_INPUT',
    zh: '列表 {path} 最多 {limit} 个值；请分批提交。',
    en: 'The list {path} has at most {limit} values; send it in parts.',
  },
  keyMalformed: {
    code: 'BAD_USER_INPUT',
    zh: '{path} 须为 1 至 200 个可见的 ASCII 字符；未作任何更改。',
    en: '{path} is 1 to 200 visible ASCII characters; nothing was changed.',
  },
  wrongLiteral: {
    code: 'BAD_USER_INPUT',
    zh: '查询中有一个值与其类型不符；请按所示位置改正。',
    en: 'A value in the operation does not fit its type; correct it at the given location.',
  },
  operationNotNamed: {
    code: 'OPERATION_RESOLUTION_FAILURE',
    zh: '请用 operationName 指明要执行的操作。',
    en: 'Say with operationName which operation of the document to run.',
  },
});

const code = 'SUBGRAPH_UNAVAILABLE';

/** What is missing from an answer while a subgraph is down; the rest of the answer is there. */
export const SubgraphErrors = catalogue({
  organization: {
    code,
    zh: '组织服务暂不可用：答案中缺少人员、党组织、居民与业主组织等内容；请稍后再试。',
    en: 'The organization service is unavailable: people, party organisations and bodies are missing from this answer; try again later.',
  },
  grid: {
    code,
    zh: '网格服务暂不可用：答案中缺少区域、网格、楼栋等内容；请稍后再试。',
    en: 'The grid service is unavailable: areas, grids and buildings are missing from this answer; try again later.',
  },
  volunteer: {
    code,
    zh: '志愿与共建服务暂不可用：答案中缺少志愿者、活动、共建单位等内容；请稍后再试。',
    en: 'The volunteer service is unavailable: volunteers, activities and units are missing from this answer; try again later.',
  },
  cases: {
    code,
    zh: '案件服务暂不可用：答案中缺少案件、议事、民生项目等内容；请稍后再试。',
    en: 'The cases service is unavailable: cases, deliberations and livelihood projects are missing from this answer; try again later.',
  },
  another: {
    code,
    zh: '{subgraph} 服务暂不可用：答案中缺少其内容；请稍后再试。',
    en: 'The service {subgraph} is unavailable: what it holds is missing from this answer; try again later.',
  },
});
