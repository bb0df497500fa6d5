import 'reflect-metadata';
import { buildSubgraphSchema, printSubgraphSchema } from '@apollo/subgraph';
import {
  GraphQLError,
  Kind,
  parse,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLScalarType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { buildSchemaSync, createResolversMap, type NonEmptyArray } from 'type-graphql';
import type { Viewer } from '@linli/domain/viewer';
import { admit, assertComplete, entrancesOf, type PermissionTable } from './permissions.js';

const FEDERATION = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires"])`;

/** Finds an entity by the key fields that another subgraph gave; null where there is none for this viewer. */
export type ReferenceResolver<Context> = (reference: never, context: Context) => unknown;

export interface FederatedSchemaOptions<Context extends { viewer: Viewer }> {
  // oxlint-disable-next-line typescript/no-unsafe-function-type -- TypeGraphQL's own type of a resolver class
  readonly resolvers: NonEmptyArray<Function>;
  /** Classes that no query of this subgraph reaches; without being named here they would vanish from the schema. */
  // oxlint-disable-next-line typescript/no-unsafe-function-type -- TypeGraphQL's own type of an object class
  readonly orphanedTypes: readonly Function[];
  readonly references: Readonly<Record<string, ReferenceResolver<Context>>>;
  /** Entities that other subgraphs own: their name and key fields; every other field of them is an entrance here. */
  readonly contributed: Readonly<Record<string, readonly string[]>>;
  readonly permissions: PermissionTable;
  /** What stands before the types: links, and directives of its own; the directives that all of ours use where it is not given. */
  readonly header?: string;
}

export interface FederatedSchema {
  readonly schema: GraphQLSchema;
  /** The subgraph's SDL as it is committed: `schema.graphql`. */
  readonly sdl: string;
}

type ResolverMap = Record<string, Record<string, unknown> | GraphQLScalarType>;

/**
 * Builds a subgraph's schema from TypeGraphQL classes. Every entrance goes through the permission table first; an entrance
 * without a rule, or a rule without an entrance, stops the start.
 */
export function buildFederatedSchema<Context extends { viewer: Viewer }>(
  options: FederatedSchemaOptions<Context>,
): FederatedSchema {
  const base = buildSchemaSync({
    resolvers: options.resolvers,
    orphanedTypes: [...options.orphanedTypes],
    validate: { forbidUnknownValues: false },
    skipCheck: true,
  });
  const sdl = `${options.header ?? FEDERATION}\n\n${printSubgraphSchema(base)}\n`;
  const resolvers = createResolversMap(base) as ResolverMap;
  for (const [name, resolve] of Object.entries(options.references)) {
    resolvers[name] = { ...(resolvers[name] as object), __resolveReference: resolve };
  }
  const entrances = entrancesOf(base, Object.keys(options.references), options.contributed);
  assertComplete(options.permissions, entrances);
  for (const entrance of entrances) guard(resolvers, entrance, options.permissions);
  const typeDefs = parse(sdl);
  return { schema: buildSubgraphSchema([{ typeDefs, resolvers: resolvers as never }]), sdl };
}

/** Puts the permission check before the resolver of an entrance. */
function guard(resolvers: ResolverMap, entrance: string, table: PermissionTable): void {
  const [typeName, fieldName] = entrance.split('.') as [string, string];
  const fields = resolvers[typeName] as Record<string, unknown> | undefined;
  const resolve = fields?.[fieldName];
  const rule = table[entrance];
  if (fields === undefined || typeof resolve !== 'function' || rule === undefined) {
    throw new Error(`the entrance ${entrance} has no resolver`);
  }
  if (fieldName === '__resolveReference') {
    fields[fieldName] = (reference: unknown, context: { viewer: Viewer }) => {
      admit(rule, context.viewer);
      return (resolve as (reference: unknown, context: unknown) => unknown)(reference, context);
    };
    return;
  }
  const inner = resolve as GraphQLFieldResolver<unknown, { viewer: Viewer }>;
  fields[fieldName] = ((source, args, context, info) => {
    admit(rule, context.viewer);
    if (typeName === 'Mutation') assertAlone(info);
    return inner(source, args, context, info);
  }) satisfies GraphQLFieldResolver<unknown, { viewer: Viewer }>;
}

/** A change is asked for alone, so that its key, its answer and its refusal are those of one use case. */
function assertAlone({ operation, fragments }: GraphQLResolveInfo): void {
  if (new Set(rootNames(operation.selectionSet, fragments)).size > 1) {
    throw new GraphQLError('An operation has one root mutation.', { extensions: { code: 'BAD_REQUEST' } });
  }
}

/** Names in the answer of the fields of a selection, those in its fragments too. */
function rootNames({ selections }: SelectionSetNode, fragments: GraphQLResolveInfo['fragments']): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) {
      return selection.name.value === '__typename' ? [] : [selection.alias?.value ?? selection.name.value];
    }
    const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value];
    return inner === undefined ? [] : rootNames(inner.selectionSet, fragments);
  });
}
