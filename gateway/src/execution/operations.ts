import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner, type QueryPlan } from '@apollo/query-planner';
import { OperationTypeNode, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { fragmentsOf } from '../limits/operation-limits.rule.js';
import { fieldsAsked } from './asked-fields.js';
import { conditionalOn, conditionsOf, type Conditions } from './conditions.js';
import { introspectionOf, type Introspection } from './introspection.js';
import { requestsOf, type PlannedRequest } from './requests.js';
import { shapeOf, type ShapeOfAnswer } from './shape.js';
import { stepsOf } from './steps.js';

/** An operation that was found valid. */
export interface AskedOperation {
  /** Tells documents apart. */
  readonly queryHash: string;
  readonly operationName: string | null;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

/** All that can be known of an operation before it runs. */
export interface PreparedOperation {
  readonly requests: readonly PlannedRequest[];
  readonly introspection: Introspection | null;
  readonly shape: ShapeOfAnswer;
  readonly size: number;
}

interface PlannedOperation {
  readonly plan: QueryPlan;
  readonly conditionalOn: readonly string[];
  /** Characters of the plan and its document: a fragment with a long text stands in a plan as often as it is spread. */
  readonly size: number;
}

/** Operations of which plans are kept, and as many of them with the conditions that they ran under: a character comes to 4 to 8 bytes. */
const KEPT = {
  max: 1_000,
  maxSize: 16_000_000,
  maxEntrySize: 1_000_000,
  sizeCalculation: ({ size }: { readonly size: number }) => size,
};

/** Plans operations over a composed graph with Apollo's planner, and keeps what was planned. */
export class Operations {
  /** What callers see of the graph. */
  readonly schema: GraphQLSchema;
  /** The whole of it, with what subgraphs tell each other. */
  readonly wholeSchema: GraphQLSchema;
  readonly #supergraph: Supergraph;
  readonly #planner: QueryPlanner;
  readonly #planned = new LRUCache<string, PlannedOperation>(KEPT);
  readonly #prepared = new LRUCache<string, PreparedOperation>(KEPT);

  /** Throws where the text is no composed graph. */
  constructor(supergraphSdl: string) {
    this.#supergraph = Supergraph.build(supergraphSdl);
    this.#planner = new QueryPlanner(this.#supergraph, { reuseQueryFragments: false });
    this.schema = this.#supergraph.apiSchema().toGraphQLJSSchema();
    this.wholeSchema = this.#supergraph.schema.toGraphQLJSSchema();
  }

  prepare(asked: AskedOperation, variables: Readonly<Record<string, unknown>>): PreparedOperation {
    const key = `${asked.queryHash} ${asked.operationName ?? ''}`;
    const planned = kept(this.#planned, key, () => this.#plan(asked));
    const conditions = conditionsOf(planned.conditionalOn, asked.operation, variables);
    return kept(this.#prepared, `${key} ${[...conditions.values()].map(Number).join('')}`, () =>
      this.#prepare(asked, planned, conditions),
    );
  }

  #plan({ document, operationName }: AskedOperation): PlannedOperation {
    const named = operationName === null ? {} : { operationName };
    const operation = operationFromDocument(this.#supergraph.apiSchema(), document, { ...named, validate: false });
    const plan = this.#planner.buildQueryPlan(operation);
    const size = JSON.stringify(plan).length + (document.loc?.source.body.length ?? 0);
    return { plan, conditionalOn: conditionalOn(document), size };
  }

  #prepare(
    { document, operation }: AskedOperation,
    { plan, size }: PlannedOperation,
    conditions: Conditions,
  ): PreparedOperation {
    const { node } = plan;
    if (node?.kind === 'Subscription') throw new Error('a plan of a subscription: the graph has none');
    const root =
      operation.operation === OperationTypeNode.MUTATION ? this.schema.getMutationType() : this.schema.getQueryType();
    if (root === null || root === undefined) throw new Error('an operation that the graph has no root for');
    const fragments = fragmentsOf(document);
    const asking = { schema: this.schema, fragments, conditions };
    const fields = [...fieldsAsked(root, [operation.selectionSet], asking).values()].flat();
    return {
      requests: requestsOf(stepsOf(node, conditions)),
      introspection: introspectionOf(operation, fields, fragments.values()),
      shape: shapeOf(root, operation.selectionSet, asking),
      size,
    };
  }
}

function kept<Value extends object>(cache: LRUCache<string, Value>, key: string, make: () => Value): Value {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = make();
  cache.set(key, made);
  return made;
}
