import { isAbstractType, isObjectType, type GraphQLSchema } from 'graphql';
import { own, type Data } from './own.js';

/** Whether the object is of the type, by the name of its own; null where it does not tell its own. */
export function isOfType(data: Data, name: string, schema: GraphQLSchema): boolean | null {
  const told = own(data, '__typename');
  if (typeof told !== 'string') return null;
  if (told === name) return true;
  const [type, condition] = [schema.getType(told), schema.getType(name)];
  return isObjectType(type) && isAbstractType(condition) && schema.isSubType(condition, type);
}
