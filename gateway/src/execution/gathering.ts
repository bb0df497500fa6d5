import { setTimeout } from 'node:timers/promises';
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import type { GatewayContext } from '../request-context.js';
import type { SubgraphAnswer } from '../subgraph/subgraph-answer.js';
import { ErrorPlaces, type Asked, type Told } from './error-places.js';
import { copyOf, merge } from './merging.js';
import { isData, own, type Data } from './own.js';
import { commonPlace, eachObjectAt, type Place } from './places.js';
import { representationOf } from './representations.js';
import type { Part, PlannedRequest } from './requests.js';
import { rewrite } from './rewrites.js';

/** The way to a subgraph. */
export interface Subgraph {
  /** Throws a `Refusal` where no answer comes in time. */
  ask(question: Question, context: GatewayContext): Promise<SubgraphAnswer>;
}

/** An operation for a subgraph; the variables are JSON. */
export interface Question {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: string;
  readonly reads: boolean;
}

export interface Running {
  readonly requests: readonly PlannedRequest[];
  readonly subgraphs: ReadonlyMap<string, Subgraph>;
  readonly schema: GraphQLSchema;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: GatewayContext;
  /** Whether what subgraphs are told of is counted. */
  readonly trace: boolean;
}

/** All that subgraphs said, in the shape of the plan: more than was asked for, and in another order. */
export interface Gathered {
  readonly data: Data;
  readonly errors: readonly GraphQLError[];
}

/** So long what was put off waits for what it is to be asked along with: the subgraph that this waits for may hang. */
const PATIENCE_MS = 300;

/** Sends the requests of a plan, each as soon as those before it are answered, and puts the answers together. */
export async function gather(running: Running): Promise<Gathered> {
  const gathering = new Gathering(running);
  const answered: Promise<void>[] = [];
  for (const request of running.requests) answered.push(inTurn(request, answered, gathering));
  await Promise.all(answered);
  return gathering;
}

async function inTurn(
  request: PlannedRequest,
  answered: readonly Promise<void>[],
  gathering: Gathering,
): Promise<void> {
  const { parts, after, putOff } = request;
  const before = allOf(after, answered);
  if (putOff === null) {
    await before;
    return gathering.ask(request, parts);
  }
  await allOf(putOff.after, answered);
  if (await isWithin(PATIENCE_MS, before)) return gathering.ask(request, parts);
  const alone = gathering.ask(
    request,
    parts.filter((part) => putOff.parts.has(part)),
  );
  await before;
  await gathering.ask(
    request,
    parts.filter((part) => !putOff.parts.has(part)),
  );
  await alone;
}

async function allOf(indexes: readonly number[], answered: readonly Promise<void>[]): Promise<void> {
  for (const index of indexes) await answered[index];
}

async function isWithin(ms: number, done: Promise<void>): Promise<boolean> {
  const giveUp = new AbortController();
  const late = setTimeout(ms, false, { signal: giveUp.signal }).catch(() => false);
  try {
    return await Promise.race([done.then(() => true), late]);
  } finally {
    giveUp.abort();
  }
}

class Gathering implements Gathered {
  readonly data: Data = {};
  readonly errors: GraphQLError[] = [];
  readonly #running: Running;

  constructor(running: Running) {
    this.#running = running;
  }

  /** Asks some parts of a request, all the others about nothing. Never rejects: a request that fails is missing parts. */
  async ask(request: PlannedRequest, parts: readonly Part[]): Promise<void> {
    try {
      const asked = parts.map((part) => ({ part, told: this.#toldOf(part) }));
      if (asked.every(({ told }) => told?.size === 0)) return;
      const answer = await this.#answerTo(request, asked);
      this.#tell(answer.errors ?? [], asked, request.subgraph);
      if (answer.data !== undefined) for (const one of asked) this.#take(one, answer.data);
    } catch (error) {
      for (const path of parts.flatMap(({ paths }) => paths)) this.#fail(error, commonPlace(path));
    }
  }

  #answerTo(request: PlannedRequest, asked: readonly Asked[]): Promise<SubgraphAnswer> {
    const { subgraphs, context, trace } = this.#running;
    const subgraph = subgraphs.get(request.subgraph);
    if (subgraph === undefined) throw new Error(`a plan with a subgraph that has no address: ${request.subgraph}`);
    if (trace)
      context.calls.told(
        request.subgraph,
        asked.flatMap(({ told }) => [...(told?.keys() ?? [])]),
      );
    const { query, operationName, reads } = request;
    return subgraph.ask({ query, operationName, reads, variables: this.#variablesFor(request, asked) }, context);
  }

  #variablesFor(request: PlannedRequest, asked: readonly Asked[]): string {
    const { variables } = this.#running;
    const ofCaller = request.variables
      .filter((name) => own(variables, name) !== undefined)
      .map((name) => `"${name}":${JSON.stringify(variables[name])}`);
    const toldOf = new Map(asked.map(({ part, told }) => [part, told]));
    const ofEntities = request.parts.flatMap((part) =>
      part.entities === null
        ? []
        : [`"${part.entities.variable}":[${[...(toldOf.get(part)?.keys() ?? [])].join(',')}]`],
    );
    return `{${[...ofCaller, ...ofEntities].join(',')}}`;
  }

  /** An object that stands at several places is told once. */
  #toldOf({ paths, entities }: Part): Told | null {
    if (entities === null) return null;
    const told = new Map<string, Data[]>();
    for (const path of paths) {
      eachObjectAt(this.data, path, (object) => {
        const representation = representationOf(object, entities.needs, this.#running.schema);
        if (representation === null) return;
        const same = told.get(representation);
        if (same === undefined) told.set(representation, [object]);
        else same.push(object);
      });
    }
    return told;
  }

  #take({ part, told }: Asked, data: Data): void {
    if (part.entities === null || told === null) return this.#takeAtRoot(part, data);
    if (told.size === 0) return;
    const items = own(data, part.entities.field);
    if (!Array.isArray(items) || items.length !== told.size) {
      const error = new Error('an answer of a subgraph about more or fewer objects than it was told of');
      for (const path of part.paths) this.#fail(error, commonPlace(path));
      return;
    }
    // What stands within an object is asked more about by its place: another under the same name at each.
    const copied = part.paths.length > 1;
    let index = 0;
    for (const objects of told.values()) {
      const item: unknown = items[index];
      index += 1;
      if (!isData(item)) continue;
      rewrite(item, part.rewrites, this.#running.schema);
      for (const object of copied ? new Set(objects) : objects) merge(object, copied ? copyOf(item) : item);
    }
  }

  #takeAtRoot(part: Part, data: Data): void {
    rewrite(data, part.rewrites, this.#running.schema);
    for (const path of part.paths) eachObjectAt(this.data, path, (object) => merge(object, data));
  }

  #tell(errors: readonly GraphQLFormattedError[], asked: readonly Asked[], subgraph: string): void {
    if (errors.length === 0) return;
    const places = new ErrorPlaces(asked, this.data);
    for (const { message, path, extensions } of errors) {
      for (const place of places.of(path)) {
        this.errors.push(
          new GraphQLError(message, { ...at(place), extensions: { ...extensions, serviceName: subgraph } }),
        );
      }
    }
  }

  #fail(error: unknown, place: Place): void {
    const originalError = error instanceof Error ? error : new Error('thrown was no error');
    this.errors.push(new GraphQLError(originalError.message, { ...at(place), originalError }));
  }
}

function at(place: Place): { path?: Place } {
  return place.length === 0 ? {} : { path: place };
}
