import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';

/** Characters after which no choice is made any more; what is open then is closed within some hundred more. */
const ENOUGH = 1_200;
const DEEPEST = 14;
const FRAGMENTS = 3;
const SIZES = ['1', '20', '100', '$n', '1000000'];
const FORMS: Readonly<Record<string, string>> = {
  Date: '"2026-11-22"',
  DateTime: '"2026-11-22T08:00:00Z"',
  TerritoryCode: '"340705402001"',
  CreditCode: '"91340705MA2MXA4B5C"',
  Int: '1',
  Float: '1.5',
  Boolean: 'true',
};

/**
 * Writes an operation of the schema, of up to two kilobytes, that is mostly valid: each number of the tape is one choice, and where the
 * tape ends it is finished in the shortest way. Fragments may spread each other twice, and themselves.
 */
export function writeOperation(schema: GraphQLSchema, tape: readonly number[]): string {
  return new Writer(schema, tape).write();
}

class Writer {
  readonly #schema: GraphQLSchema;
  readonly #tape: readonly number[];
  readonly #fragments = new Map<string, string>();
  #at = 0;
  #length = 0;

  constructor(schema: GraphQLSchema, tape: readonly number[]) {
    this.#schema = schema;
    this.#tape = tape;
  }

  write(): string {
    const kind = this.#choice(8) === 7 ? 'mutation' : 'query';
    const root = kind === 'query' ? this.#schema.getQueryType() : this.#schema.getMutationType();
    if (root === undefined || root === null) return '{ __typename }';
    const written = [this.#selections(root, 1), ...this.#fragments.values()].join(' ');
    return `${kind} ${written.includes('$n') ? 'R($n: Int) ' : ''}${written}`;
  }

  /** One of so many; the first where the tape has ended or the text is long enough. */
  #choice(count: number): number {
    if (this.#length > ENOUGH) return 0;
    const next = this.#tape[this.#at] ?? 0;
    this.#at += 1;
    return next % count;
  }

  #selections(type: GraphQLCompositeType, depth: number): string {
    const count = 1 + this.#choice(depth < 4 ? 4 : 3);
    const parts = Array.from({ length: count }, () => this.#selection(type, depth));
    return `{ ${[...new Set(parts)].join(' ')} }`;
  }

  #selection(type: GraphQLCompositeType, depth: number): string {
    if (depth > 1 && isObjectType(type) && this.#choice(9) === 8) return this.#spread(type.name, depth);
    const fields = 'getFields' in type ? Object.values(type.getFields()) : [];
    const composite = fields.filter((field) => isCompositeType(getNamedType(field.type)));
    const goDown = this.#choice(4) > 0 && depth < DEEPEST && this.#at < this.#tape.length && this.#length < ENOUGH;
    const candidates =
      goDown && composite.length > 0 ? composite : fields.filter((field) => isLeafType(getNamedType(field.type)));
    const field = candidates[this.#choice(candidates.length || 1)];
    return field === undefined ? '__typename' : this.#field(field, depth);
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const alias = this.#choice(12) === 11 ? `a${this.#at}: ` : '';
    const given = field.args.flatMap((argument) => this.#argument(argument));
    const head = `${alias}${field.name}${given.length === 0 ? '' : `(${given.join(', ')})`}`;
    this.#length += head.length + 5;
    const type = getNamedType(field.type);
    return isCompositeType(type) ? `${head} ${this.#selections(type, depth + 1)}` : head;
  }

  #argument(argument: GraphQLArgument): string[] {
    if (argument.name === 'first') return [`first: ${SIZES[this.#choice(SIZES.length)] ?? '1'}`];
    return isNonNullType(argument.type) && argument.defaultValue === undefined
      ? [`${argument.name}: ${this.#value(argument.type)}`]
      : [];
  }

  #value(of: GraphQLInputType): string {
    const type = getNullableType(of);
    if (isListType(type)) return `[${this.#value(type.ofType)}]`;
    if (isEnumType(type)) return type.getValues()[0]?.name ?? 'null';
    if (!isInputObjectType(type)) return FORMS[type.name] ?? '"1"';
    const required = Object.values(type.getFields()).filter(
      (field) => isNonNullType(field.type) && field.defaultValue === undefined,
    );
    return `{ ${required.map((field) => `${field.name}: ${this.#value(field.type)}`).join(', ')} }`;
  }

  /** A fragment of the type, written with its first spread; one that is being written is spread before it ends. */
  #spread(type: string, depth: number): string {
    const name = `${type}${this.#choice(FRAGMENTS)}`;
    const on = this.#schema.getType(type);
    if (!this.#fragments.has(name) && isObjectType(on)) {
      this.#fragments.set(name, '');
      this.#fragments.set(name, `fragment ${name} on ${type} ${this.#selections(on, depth)}`);
    }
    this.#length += name.length + 4;
    return `...${name}`;
  }
}
