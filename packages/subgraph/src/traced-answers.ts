import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginInlineTrace } from '@apollo/server/plugin/inlineTrace';
import type { GraphQLSchema } from 'graphql';
import type { Language } from '@linli/domain/refusal';
import { answerGraphQL } from './apollo-handler.js';
import { errorFormatter, speakingPlugin } from './error-format.js';
import type { Answers } from './graph-answers.js';
import type { Log } from './log.js';

/** Answers by Apollo Server, which alone adds Apollo's trace of each field for a gateway that asks for it; at some cost, and ours does not. */
export async function tracedAnswers<Context extends { language: Language }>(
  schema: GraphQLSchema,
  log: Log,
): Promise<Answers<Context>> {
  const apollo = new ApolloServer<Context>({
    schema,
    introspection: true,
    csrfPrevention: false,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: errorFormatter(log),
    plugins: [
      // It looks at every field of every answer, for hints that none of ours gives.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTrace(),
      speakingPlugin<Context>(),
    ],
    logger: log,
  });
  await apollo.start();
  return { answer: (request, context) => answerGraphQL(apollo, request, context), stop: () => apollo.stop() };
}
