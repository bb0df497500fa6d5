import { isData, own, setOwn, type Data } from './own.js';

/** Adds an answer to what is known of the same object, list item by list item. */
export function merge(into: Data, answer: Data): void {
  for (const name of Object.keys(answer)) {
    const known = own(into, name);
    const told = own(answer, name);
    if (!mergedWithin(known, told)) setOwn(into, name, told);
  }
}

/** A copy, down to the values. */
export function copyOf<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(copyOf) as Value;
  if (!isData(value)) return value;
  const copy: Data = {};
  for (const name of Object.keys(value)) setOwn(copy, name, copyOf(own(value, name)));
  return copy as Value;
}

function mergedWithin(known: unknown, told: unknown): boolean {
  if (known === told) return true;
  if (isData(known) && isData(told)) merge(known, told);
  else if (Array.isArray(known) && Array.isArray(told) && known.length === told.length) mergeItems(known, told);
  else return false;
  return true;
}

function mergeItems(known: unknown[], told: readonly unknown[]): void {
  told.forEach((item, index) => {
    if (!mergedWithin(known[index], item)) known[index] = item;
  });
}
