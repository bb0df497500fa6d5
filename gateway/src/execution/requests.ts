import type { FetchDataRewrite, FetchNode } from '@apollo/query-planner';
import { LimitErrors } from '../limits/limit.errors.js';
import { joined, type Joined } from './joined.js';
import { ALONE, joinedOperation, namesOf, type EntityNames } from './joined-operation.js';
import type { Path } from './places.js';
import type { Needs } from './representations.js';
import type { Step } from './steps.js';

/** One request to a subgraph: what it asks for, and where in the answer that belongs. */
export interface PlannedRequest {
  readonly subgraph: string;
  readonly query: string;
  readonly operationName: string | undefined;
  /** Whether it changes nothing. */
  readonly reads: boolean;
  /** Variables of the caller's operation that it uses. */
  readonly variables: readonly string[];
  readonly parts: readonly Part[];
  /** The requests that must have been answered before, by their index. */
  readonly after: readonly number[];
  /** The parts that need not wait for all of these, and what they come after; null where there are none. */
  readonly putOff: { readonly parts: ReadonlySet<Part>; readonly after: readonly number[] } | null;
}

/** What a request asks about the objects at some places. */
export interface Part {
  readonly paths: readonly Path[];
  /** How the objects are told to the subgraph; null where it is asked at the root. */
  readonly entities: (EntityNames & { readonly needs: Needs }) | null;
  readonly rewrites: readonly FetchDataRewrite[] | undefined;
}

/** The requests that the fetches of a plan come to, each after those that it needs. */
export function requestsOf(steps: readonly Step[]): PlannedRequest[] {
  const groups = joined(steps);
  return groups.map((group) => requestOf(group, groups));
}

function requestOf(group: Joined, groups: readonly Joined[]): PlannedRequest {
  const inTime = [...Map.groupBy(group.steps, questionOf).values()];
  const putOff = [...Map.groupBy(group.putOff, questionOf).values()];
  const questions = [...inTime, ...putOff].flatMap((steps) => {
    const [step] = steps;
    return step === undefined ? [] : [{ fetch: step.fetch, paths: steps.map(({ path }) => path) }];
  });
  const [first] = questions;
  if (first === undefined) throw new Error('a request that asks for nothing');
  const alone = questions.length === 1;
  const variables = [...new Set(questions.flatMap(({ fetch }) => fetch.variableUsages ?? []))];
  const named = questions.map((question, index) => ({ ...question, names: alone ? ALONE : namesOf(index, variables) }));
  const parts = named.map(({ fetch, paths, names }) => partOf(fetch, paths, names));
  const indexes = (before: ReadonlySet<Joined>) => [...before].map((other) => groups.indexOf(other));
  return {
    subgraph: group.subgraph,
    query: alone
      ? first.fetch.operation
      : joinedOperation(named.map(({ fetch, names }) => ({ operation: fetch.operation, names }))),
    operationName: first.fetch.operationName,
    reads: first.fetch.operationKind === 'query',
    variables,
    parts,
    after: indexes(group.after),
    putOff:
      putOff.length === 0 ? null : { parts: new Set(parts.slice(inTime.length)), after: indexes(group.putOffAfter) },
  };
}

function partOf(fetch: FetchNode, paths: readonly Path[], names: EntityNames): Part {
  if (fetch.contextRewrites !== undefined)
    throw new Error('a plan with values from a context, which no subgraph takes');
  const { requires, inputRewrites, outputRewrites, variableUsages } = fetch;
  // The planner has both under this name in one operation.
  if (requires !== undefined && variableUsages?.includes(ALONE.variable) === true)
    throw LimitErrors.reservedName({ path: ALONE.variable });
  return {
    paths,
    entities: requires === undefined ? null : { ...names, needs: { requires, rewrites: inputRewrites } },
    rewrites: outputRewrites,
  };
}

/** Fetches with the same question are asked once, about the objects of both. */
function questionOf({ fetch }: Step): string {
  const { operation, operationName = '', requires, inputRewrites, outputRewrites } = fetch;
  return JSON.stringify([operation.replace(` ${operationName}`, ''), requires, inputRewrites, outputRewrites]);
}
