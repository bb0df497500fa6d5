import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { isCivilDay } from '@linli/domain/civil-time';
import { hasCreditCodeForm } from '@linli/domain/credit-code';
import { isTerritoryCode } from '@linli/domain/territory';

/** Messages of these scalars never repeat the value: it may be somebody's phone number in the wrong place. */
function stringScalar<Internal>(
  name: string,
  description: string,
  form: string,
  parse: (text: string) => Internal | null,
  serialize: (value: unknown) => string,
): GraphQLScalarType<Internal, string> {
  const parseValue = (value: unknown): Internal => {
    const parsed = typeof value === 'string' ? parse(value) : null;
    if (parsed === null) throw new GraphQLError(`${name} is ${form}.`, { extensions: { code: 'BAD_USER_INPUT' } });
    return parsed;
  };
  return new GraphQLScalarType<Internal, string>({
    name,
    description,
    serialize,
    parseValue,
    parseLiteral: (node: ValueNode) => parseValue(node.kind === Kind.STRING ? node.value : null),
  });
}

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

export const CivilDayScalar = stringScalar(
  'Date',
  'Calendar date, ISO 8601 (2026-07-01).',
  'a calendar date such as 2026-07-01',
  (text) => (isCivilDay(text) ? text : null),
  (value) => String(value),
);

export const InstantScalar = stringScalar<Date>(
  'DateTime',
  'Instant in UTC, RFC 3339.',
  'an instant such as 2026-07-01T08:30:00Z',
  (text) => {
    const parsed = RFC_3339.test(text) && isCivilDay(text.slice(0, 10)) ? new Date(text) : null;
    return parsed === null || Number.isNaN(parsed.getTime()) ? null : parsed;
  },
  (value) => (value instanceof Date ? value : new Date(String(value))).toISOString(),
);

export const TerritoryCodeScalar = stringScalar(
  'TerritoryCode',
  "Code of a territory, digits only; every code starts with its parent's code, so a prefix is a subtree. 2 province, 4 city, 6 district or county, 9 street or town, 12 community or village (统计用区划代码, National Bureau of Statistics), 15 grid (GB/T 30428.1: community + 3-digit sequence), 17 micro-grid (grid + 2 digits).",
  'a territory code of 2, 4, 6, 9, 12, 15 or 17 digits',
  (text) => (isTerritoryCode(text) ? text : null),
  (value) => String(value),
);

/** Its form alone is asked here: a wrong check character is refused by the use case, which can name the input. */
export const CreditCodeScalar = stringScalar(
  'CreditCode',
  'Unified social credit code of a legal person, 18 characters with a check character (GB 32100-2015).',
  '18 digits and capital letters without I, O, S, V and Z',
  (text) => (hasCreditCodeForm(text) ? text : null),
  String,
);

/** A document in an answer, as it is; nobody gives one. */
export const JsonScalar = new GraphQLScalarType({
  name: 'JSON',
  description: 'A JSON document, in answers alone.',
  serialize: (value) => value,
  parseValue: () => {
    throw new GraphQLError('JSON is given in answers alone.', { extensions: { code: 'BAD_USER_INPUT' } });
  },
});
