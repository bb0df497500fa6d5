import { HeaderMap, type ApolloServer, type BaseContext } from '@apollo/server';
import { json, type HttpAnswer, type HttpRequest } from './http-server.js';

/** Answers one GraphQL request over HTTP with an Apollo Server that was started. */
export async function answerGraphQL<Context extends BaseContext>(
  apollo: ApolloServer<Context>,
  request: HttpRequest,
  context: Context,
): Promise<HttpAnswer> {
  const body = bodyOf(request);
  if (body === undefined)
    return json(400, { errors: [{ message: 'The body is no JSON.', extensions: { code: 'BAD_REQUEST' } }] });
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const answer = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: request.method, headers, search: request.search, body },
    context: async () => context,
  });
  return {
    status: answer.status ?? 200,
    headers: Object.fromEntries(answer.headers),
    body: answer.body.kind === 'complete' ? answer.body.string : '',
  };
}

/** The parsed body; the text itself where it is not declared as JSON; undefined where it is and does not parse. */
function bodyOf(request: HttpRequest): unknown {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return request.body;
  try {
    return JSON.parse(request.body) as unknown;
  } catch {
    return undefined;
  }
}
