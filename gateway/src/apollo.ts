import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { speakingPlugin } from '@linli/subgraph/error-format';
import type { Log } from '@linli/subgraph/log';
import type { CostMeter } from './budget/cost-meter.js';
import { reportNothingToVendors } from './config.js';
import { errorFormatter } from './error-format.js';
import { GraphExecutor, type Executing } from './execution/graph-executor.js';
import { KeyAliasRule } from './limits/key-alias.rule.js';
import { TOKENS } from './limits/limits.js';
import { OperationLimitsRule } from './limits/operation-limits.rule.js';
import { operationPlugin } from './operation.plugin.js';
import type { GatewayContext } from './request-context.js';

export interface GraphOptions extends Executing {
  readonly production: boolean;
  readonly meter: CostMeter;
}

/** GraphQL itself adds one more error to say that it stopped. */
const MOST_ERRORS = 4;

/** Plans and answers operations over the subgraphs. In production the schema is told to nobody who does not know it. */
export async function startGraph(options: GraphOptions): Promise<ApolloServer<GatewayContext>> {
  reportNothingToVendors();
  const apollo = new ApolloServer<GatewayContext>({
    gateway: new GraphExecutor(options),
    introspection: !options.production,
    hideSchemaDetailsFromClientErrors: options.production,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: TOKENS },
    validationOptions: { maxErrors: MOST_ERRORS },
    validationRules: [OperationLimitsRule, KeyAliasRule],
    formatError: errorFormatter(options.log),
    plugins: [
      operationPlugin(options),
      speakingPlugin<GatewayContext>(),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
    logger: quiet(options.log),
  });
  await apollo.start();
  return apollo;
}

/** Apollo's own words go to the log as they are, but nothing below a warning: we write our own line for each request. */
function quiet(log: Log) {
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (message?: string) => log.warn(message),
    error: (message?: string) => log.error(message),
  };
}
