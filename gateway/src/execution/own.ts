/** An object of an answer, while it is put together. */
export type Data = Record<string, unknown>;

/** What an answer itself has under a name; callers choose the names, and may choose `constructor`. */
export function own(data: Readonly<Data>, name: string): unknown {
  return Object.hasOwn(data, name) ? data[name] : undefined;
}

/** Sets what an answer has under a name, `__proto__` too. */
export function setOwn(data: Data, name: string, value: unknown): void {
  if (name in data) Object.defineProperty(data, name, { value, configurable: true, enumerable: true, writable: true });
  else data[name] = value;
}

export function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
