import type { GraphQLFormattedError } from 'graphql';
import type { Language } from '@linli/domain/refusal';
import type { HttpAnswer } from '@linli/subgraph/http-server';

/**
 * What is wrong with the form of a request, in Chinese, by the code that GraphQL or Apollo gives it. Their own messages are English
 * and name what the caller wrote; these say what kind of fault it is, and the place stands beside them.
 */
const CHINESE: Readonly<Record<string, string>> = {
  GRAPHQL_PARSE_FAILED: '查询语法有误或过长；请按所示位置改正。',
  GRAPHQL_VALIDATION_FAILED: '查询与图的定义不符（如字段、参数、类型或片段有误）；请按所示位置改正。',
  OPERATION_RESOLUTION_FAILURE: '找不到要执行的操作，或该操作不能以 GET 提交；请检查 operationName，变更请用 POST。',
  PERSISTED_QUERY_NOT_SUPPORTED: '不支持自动持久化查询；请提交查询全文，或受信查询的编号（documentId）。',
  BAD_REQUEST: '请求格式有误；请用 POST 提交 JSON，Content-Type 为 application/json，内含 query，变更不能以 GET 提交。',
};

/** The answer with its faults of form told in the caller's language; one that was run has none. */
export function withFormMessages(answer: HttpAnswer, language: Language): HttpAnswer {
  if (language !== 'zh' || answer.status < 400 || typeof answer.body !== 'string') return answer;
  const body = bodyOf(answer.body);
  if (body?.errors === undefined) return answer;
  return { ...answer, body: JSON.stringify({ ...body, errors: body.errors.map(inChinese) }) };
}

/** The gateway's own refusals of these codes speak Chinese already. */
function inChinese(error: GraphQLFormattedError): GraphQLFormattedError {
  const message = CHINESE[String(error.extensions?.['code'])];
  return message === undefined || /\p{Script=Han}/u.test(error.message) ? error : { ...error, message };
}

function bodyOf(text: string): { readonly errors?: readonly GraphQLFormattedError[] } | null {
  try {
    return JSON.parse(text) as { errors?: GraphQLFormattedError[] };
  } catch {
    return null;
  }
}
