import { HeaderMap, type ApolloServerPlugin, type GraphQLRequestContext } from '@apollo/server';
import { GraphQLError, type FormattedExecutionResult } from 'graphql';
import { Refusal } from '@linli/domain/refusal';
import { BudgetErrors } from './budget/budget.errors.js';
import { BUDGETS } from './budget/budgets.js';
import type { CostMeter } from './budget/cost-meter.js';
import { GatewayErrors } from './gateway.errors.js';
import { checkInputScalars } from './input-scalars.js';
import { LimitErrors } from './limits/limit.errors.js';
import { costOf } from './limits/operation-cost.js';
import { fragmentsOf } from './limits/operation-limits.rule.js';
import type { GatewayContext } from './request-context.js';
import { variablesOf } from './variables.js';

type Result = FormattedExecutionResult<Record<string, unknown>, Record<string, unknown>>;

/** Checks variables and cost of an operation before it runs, has its caller pay, and says beside its answer what it cost and what is left. */
export function operationPlugin(options: {
  readonly trace: boolean;
  readonly meter: CostMeter;
}): ApolloServerPlugin<GatewayContext> {
  return {
    async serverWillStart({ schema }) {
      checkInputScalars(schema);
    },
    async requestDidStart() {
      return {
        async didResolveOperation(request) {
          request.contextValue.asked.operation = nameForLog(request.operationName);
          request.contextValue.asked.hash = request.queryHash ?? null;
          await admit(request, options.meter);
        },
        async willSendResponse({ response, contextValue }) {
          if (response.body.kind !== 'single') return;
          const result: Result = response.body.singleResult;
          const { cost, left } = contextValue.asked;
          if (left !== null) response.http.headers.set('x-linli-cost-remaining', String(left));
          if (cost !== null) result.extensions = { ...result.extensions, cost };
          if (options.trace) result.extensions = { ...result.extensions, trace: contextValue.calls.trace() };
        },
      };
    },
  };
}

async function admit(request: GraphQLRequestContext<GatewayContext>, meter: CostMeter): Promise<void> {
  const { operation, document, schema, contextValue } = request;
  try {
    if (operation === undefined || document === undefined) throw GatewayErrors.operationNotNamed();
    const variables = variablesOf(schema, operation, request.request.variables ?? {});
    const cost = costOf(schema, operation, fragmentsOf(document), variables);
    contextValue.asked.cost = cost;
    const { operation: limit } = BUDGETS[contextValue.caller.kind];
    if (cost > limit) throw LimitErrors.cost({ which: 'cost', limit, found: cost });
    await payFor(cost, contextValue, meter);
  } catch (error) {
    throw error instanceof Refusal ? refusedWith(400, error) : error;
  }
}

/** Nothing is free: asking for nothing, very often, is work too. */
async function payFor(cost: number, { caller, asked }: GatewayContext, meter: CostMeter): Promise<void> {
  const { paid, left, retryAfterS: retryAfter } = await meter.pay(caller, Math.max(1, cost));
  asked.left = left;
  if (paid) return;
  throw refusedWith(
    429,
    BudgetErrors.overBudget({ cost, remaining: left, retryAfter }),
    new HeaderMap([['retry-after', String(retryAfter)]]),
  );
}

function refusedWith(status: number, refusal: Refusal, headers: HeaderMap = new HeaderMap()): GraphQLError {
  return new GraphQLError(refusal.message, { originalError: refusal, extensions: { http: { status, headers } } });
}

/** Names are the caller's words too: one that holds a long number is not logged with it. */
function nameForLog(name: string | null | undefined): string | null {
  return name === null || name === undefined ? null : name.replace(/\d{6,}/g, '…').slice(0, 64);
}
