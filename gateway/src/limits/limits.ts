/**
 * What an operation may ask for at the most. Shape is counted with fragments written out, since that is what is planned and run;
 * aliases, directives and lists as they are written, since a document has at most `TOKENS` tokens. What it may cost depends on who
 * asks (`budget/budgets.ts`).
 */
export const LIMITS = {
  depth: 12,
  rootFields: 10,
  rootMutations: 1,
  fields: 300,
  /** Fields, inline fragments and spreads together: what counting itself may cost. */
  selections: 1_000,
  /** Of all arguments, with fragments written out: a long text in a fragment is sent on as often as that is spread. */
  argumentCharacters: 100_000,
  aliases: 15,
  directives: 20,
  listValues: 500,
} as const;

/** Tokens of a document. The introspection query of GraphiQL has 184. */
export const TOKENS = 1_500;

/** Bytes of a request's body. */
export const BODY_BYTES = 100_000;

/** How the cost of an operation is counted, in tenths of an object. */
export const WEIGHTS = {
  object: 10,
  leaf: 1,
  /** Objects of a plain list, which the domain bounds and which mostly holds a few. */
  plainList: 5,
  /** Objects of a page whose size is not known before the run. */
  unknownPage: 100,
} as const;
