import type { Data } from './own.js';
import { commonPlace, eachObjectAt, type Place } from './places.js';
import type { Part } from './requests.js';

/** The objects that a part of a request is asked about, by what the subgraph is told of them. */
export type Told = ReadonlyMap<string, readonly Data[]>;

/** A part of a request with its objects; null where it asks at the root. */
export interface Asked {
  readonly part: Part;
  readonly told: Told | null;
}

/** Says of the errors of one answer where in the whole answer they belong. */
export class ErrorPlaces {
  readonly #asked: readonly Asked[];
  readonly #data: Data;
  readonly #placesOf = new Map<Asked, ReadonlyMap<Data, readonly Place[]>>();

  constructor(asked: readonly Asked[], data: Data) {
    this.#asked = asked;
    this.#data = data;
  }

  /** The places of an error with this path in the subgraph's answer: every one where the object stands, or what they have in common. */
  of(told: readonly unknown[] = []): readonly Place[] {
    const path = told.every(isStep) ? told : [];
    const [field, index, ...rest] = path;
    const asked = this.#asked.find(({ part }) => part.entities?.field === field) ?? this.#asked[0];
    if (asked === undefined) return [];
    const [first = []] = asked.part.paths;
    if (asked.told === null) return [path.length === 0 ? [] : [...commonPlace(first), ...path]];
    const objects = typeof index === 'number' ? [...asked.told.values()][index] : undefined;
    if (objects === undefined) return [commonPlace(first)];
    const places = this.#placesIn(asked);
    return [...new Set(objects)].flatMap((object) => (places.get(object) ?? []).map((place) => [...place, ...rest]));
  }

  #placesIn(asked: Asked): ReadonlyMap<Data, readonly Place[]> {
    const known = this.#placesOf.get(asked);
    if (known !== undefined) return known;
    const places = new Map<Data, Place[]>();
    for (const path of asked.part.paths) {
      eachObjectAt(this.#data, path, (object, place) => {
        const others = places.get(object);
        if (others === undefined) places.set(object, [[...place]]);
        else others.push([...place]);
      });
    }
    this.#placesOf.set(asked, places);
    return places;
  }
}

function isStep(step: unknown): step is string | number {
  return typeof step === 'string' || typeof step === 'number';
}
