import { createHash } from 'node:crypto';
import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  execute,
  getNullableType,
  GraphQLError,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  parse,
  type ExecutionResult,
  type GraphQLFieldResolver,
  type GraphQLLeafType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
} from 'graphql';
import type { Schemas } from '../composition.js';

/** A made-up object: what it is known by decides all that is said of it. */
interface MadeUp {
  readonly __typename?: string;
  readonly madeFrom?: string;
}

export interface MadeUpSubgraph {
  answer(query: string, variables: Readonly<Record<string, unknown>>): Promise<ExecutionResult>;
}

const KEYS: ReadonlySet<string> = new Set(['id', 'code']);
/** So few that the same object often stands at several places. */
const KEYS_OF_A_TYPE = 4;

/**
 * Subgraphs with the given schemas that make up all that they say: the same of the same object each time, now and then nothing,
 * now and then an error in its place.
 */
export function madeUpSubgraphs(schemas: Schemas): ReadonlyMap<string, MadeUpSubgraph> {
  return new Map(Object.entries(schemas).map(([name, sdl]) => [name, madeUpSubgraph(name, sdl)]));
}

function madeUpSubgraph(name: string, sdl: string): MadeUpSubgraph {
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl) }]);
  return {
    answer: async (query, variableValues) =>
      execute({ schema, document: parse(query), variableValues, fieldResolver: saying(name), typeResolver: typeOf }),
  };
}

function saying(subgraph: string): GraphQLFieldResolver<unknown, unknown> {
  return (source, args: object, _context, info) => {
    const object = (source ?? {}) as MadeUp & Record<string, unknown>;
    const told = object[info.fieldName];
    if (told !== undefined) return told;
    const from = object.madeFrom ?? JSON.stringify(object);
    return madeUp(info.returnType, `${subgraph} ${from} ${info.fieldName} ${JSON.stringify(args)}`, info);
  };
}

function madeUp(type: GraphQLOutputType, from: string, info: GraphQLResolveInfo): unknown {
  const lot = lotOf(from);
  if (lot % 23 === 0) throw new GraphQLError(`no ${info.fieldName}`, { extensions: { code: 'NOT_TODAY' } });
  if (!isNonNullType(type) && lot % 7 === 0) return null;
  const inner = getNullableType(type);
  if (isListType(inner)) {
    return Array.from({ length: lot % 4 }, (_, index) => madeUp(inner.ofType, `${from} ${index}`, info));
  }
  if (isLeafType(inner)) return leaf(inner, KEYS.has(info.fieldName) ? lot % KEYS_OF_A_TYPE : lot);
  const possible = isAbstractType(inner) ? info.schema.getPossibleTypes(inner) : [inner];
  return { __typename: (possible[lot % possible.length] ?? inner).name, madeFrom: from };
}

function typeOf(value: unknown): string | undefined {
  return (value as MadeUp).__typename;
}

function leaf(type: GraphQLLeafType, lot: number): unknown {
  if (isEnumType(type)) return type.getValues()[lot % type.getValues().length]?.value;
  if (type.name === 'Boolean') return lot % 2 === 0;
  if (type.name === 'Int') return lot % 100;
  return type.name === 'Float' ? lot / 8 : `${type.name} ${lot}`;
}

function lotOf(from: string): number {
  return createHash('sha256').update(from).digest().readUInt32BE(0);
}
