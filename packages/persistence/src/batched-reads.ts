import DataLoader from 'dataloader';
import { sql, type QueryExecutorProvider, type RawBuilder } from 'kysely';
import { rangeOf } from '@linli/domain/territory';

/** Where a request reads: outside any transaction, from tables that have no row policy. */
export type Reader = QueryExecutorProvider;

/** A value for each of many parents, batched apart for each set of arguments: one statement for all parents that ask alike. */
export class BatchedByArguments<Arguments, Value> {
  readonly #loaders = new Map<string, DataLoader<string, Value>>();
  readonly #fetch: (parents: readonly string[], asked: Arguments) => Promise<ReadonlyMap<string, Value>>;
  readonly #missing: Value;

  /** `missing` is the value of a parent that `fetch` finds nothing for. */
  constructor(
    missing: Value,
    fetch: (parents: readonly string[], asked: Arguments) => Promise<ReadonlyMap<string, Value>>,
  ) {
    this.#missing = missing;
    this.#fetch = fetch;
  }

  load(parent: string, asked: Arguments): Promise<Value> {
    const slot = JSON.stringify(asked);
    const loader = this.#loaders.get(slot) ?? this.#loaderFor(asked);
    this.#loaders.set(slot, loader);
    return loader.load(parent);
  }

  #loaderFor(asked: Arguments): DataLoader<string, Value> {
    return new DataLoader(async (parents) => {
      const values = await this.#fetch(parents, asked);
      return parents.map((parent) => values.get(parent) ?? this.#missing);
    });
  }
}

/** Things by their key, one statement for all keys; null for a key that nothing has. */
export function byKey<Thing>(
  fetch: (keys: readonly string[]) => Promise<readonly Thing[]>,
  keyOf: (thing: Thing) => string,
): DataLoader<string, Thing | null> {
  return new DataLoader(async (keys) => {
    const things = new Map((await fetch(keys)).map((thing) => [keyOf(thing), thing]));
    return keys.map((key) => things.get(key) ?? null);
  });
}

/** The code of the whole country, which no area has. */
export const EVERYWHERE = '';

/** The subtrees of codes as a table `parent (code, until)`: everything from the code up to, and without, `until`. */
export function subtreesOf(codes: readonly string[]): RawBuilder<unknown> {
  const ends = codes.map((code) => (code === EVERYWHERE ? ':' : rangeOf(code).until));
  return sql`unnest(${[...codes]}::text[], ${ends}::text[]) as parent (code, until)`;
}

/** Ids as a table `parent (id)`. */
export function idsOf(ids: readonly string[]): RawBuilder<unknown> {
  return sql`unnest(${[...ids]}::uuid[]) as parent (id)`;
}

/** A row of a list with the parent whose list it is in. */
export type Of<Row> = Row & { readonly of: string };

/** Rows by the parent whose list each is in. */
export function listsByParent<Row extends { readonly of: string }>(rows: readonly Row[]): Map<string, Row[]> {
  return Map.groupBy(rows, (row) => row.of);
}

/** A count for each parent. */
export interface CountRow {
  readonly of: string;
  readonly count: number;
}

export function countsByParent(rows: readonly CountRow[]): ReadonlyMap<string, number> {
  return new Map(rows.map((row) => [row.of, row.count]));
}

/** A condition that always holds, for a filter that was not given. */
export const ANY = sql<boolean>`true`;
