import DataLoader from 'dataloader';
import { sql, type RawBuilder } from 'kysely';

/** Lists of things by the parent that each is `of`, one statement for all parents. */
export function byParent<Thing extends { readonly of: string }>(
  fetch: (parents: readonly string[]) => Promise<readonly Thing[]>,
): DataLoader<string, Thing[]> {
  return new DataLoader(async (parents) => {
    const lists = Map.groupBy(await fetch(parents), (thing) => thing.of);
    return parents.map((parent) => lists.get(parent) ?? []);
  });
}

/** A loader for each set of arguments, made when it is first asked for: parents that are asked alike share a statement. */
export class ByArguments<Arguments, Loader> {
  readonly #loaders = new Map<string, Loader>();
  readonly #make: (asked: Arguments) => Loader;

  constructor(make: (asked: Arguments) => Loader) {
    this.#make = make;
  }

  for(asked: Arguments): Loader {
    const slot = JSON.stringify(asked);
    const loader = this.#loaders.get(slot) ?? this.#make(asked);
    this.#loaders.set(slot, loader);
    return loader;
  }
}

/** Condition that a term, of which `table` has the first and the last day, holds a day. */
export function runsOn(table: string, day: string): RawBuilder<boolean> {
  const [startsOn, endsOn] = [sql.ref(`${table}.starts_on`), sql.ref(`${table}.ends_on`)];
  return sql`${startsOn} <= ${day}::date and (${endsOn} is null or ${endsOn} >= ${day}::date)`;
}
