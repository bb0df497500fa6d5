import { isData, own, type Data } from './own.js';

/** Names of fields from the root of an answer, `@` for every item of a list. */
export type Path = readonly string[];

/** A place in an answer, as its errors tell it. */
export type Place = (string | number)[];

/** Calls for every object of the data at the path, in the order of the answer. Its place is told only until the call returns. */
export function eachObjectAt(data: unknown, path: Path, found: (object: Data, place: Readonly<Place>) => void): void {
  const place: Place = [];
  const go = (value: unknown, depth: number): void => {
    const step = path[depth];
    if (step === '@') {
      if (!Array.isArray(value)) return;
      for (let index = 0; index < value.length; index += 1) {
        place.push(index);
        go(value[index], depth + 1);
        place.pop();
      }
    } else if (isData(value)) {
      if (step === undefined) return found(value, place);
      place.push(step);
      go(own(value, step), depth + 1);
      place.pop();
    }
  };
  go(data, 0);
}

/** The place that all objects at the path have in common. */
export function commonPlace(path: Path): Place {
  const list = path.indexOf('@');
  return list < 0 ? [...path] : path.slice(0, list);
}
