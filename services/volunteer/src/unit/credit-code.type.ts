import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { hasCreditCodeForm } from './credit-code.rules.js';

/**
 * A code as it comes in: its form alone is asked here, so that a wrong check character is refused by the use case, which can name
 * the input. The message never repeats the value: it may be somebody's identity number in the wrong place.
 */
export const CreditCodeScalar = new GraphQLScalarType<string, string>({
  name: 'CreditCode',
  description: 'Unified social credit code of a legal person, 18 characters with a check character (GB 32100-2015).',
  serialize: String,
  parseValue,
  parseLiteral: (node) => parseValue(node.kind === Kind.STRING ? node.value : null),
});

function parseValue(value: unknown): string {
  if (typeof value === 'string' && hasCreditCodeForm(value)) return value;
  throw new GraphQLError('CreditCode is 18 digits and capital letters without I, O, S, V and Z.', {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}
