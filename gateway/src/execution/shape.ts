import {
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLCompositeType,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type SelectionSetNode,
} from 'graphql';
import { fieldsAsked, type Asking } from './asked-fields.js';
import { isData, own, setOwn, type Data } from './own.js';
import type { Place } from './places.js';

/** Brings what was gathered into the shape of the operation; null where nothing is left of it. */
export type ShapeOfAnswer = (gathered: Data) => { readonly data: Data | null; readonly gaps: readonly Place[] };

/** Null, with a gap noted for it. */
const GAP = Symbol('gap');

/** Shapes a value that is not null; adds the places within it where a subgraph did not keep to its schema to the gaps. */
type Shape = (value: unknown, gaps: Place[]) => unknown;

interface ShapedField {
  readonly name: string;
  /** Whether every object has something under this name that is not its own. */
  readonly inherited: boolean;
  /** The value whatever was gathered: the name of the object's type. */
  readonly constant: string | null;
  readonly nullable: boolean;
  readonly shape: Shape;
}

/** Made once for an operation and its conditions, used for each of its answers. */
export function shapeOf(root: GraphQLObjectType, selections: SelectionSetNode, asking: Asking): ShapeOfAnswer {
  const shape = objectShape(root, [selections], asking);
  return (gathered) => {
    const gaps: Place[] = [];
    const data = shape(gathered, gaps);
    return { data: isData(data) ? data : null, gaps };
  };
}

function objectShape(type: GraphQLObjectType, selectionSets: readonly SelectionSetNode[], asking: Asking): Shape {
  const fields = shapedFields(type, selectionSets, asking);
  return (value, gaps) => {
    if (!isData(value)) return gap(gaps);
    const shaped: Data = {};
    for (const field of fields) {
      const before = gaps.length;
      const told = field.inherited ? own(value, field.name) : value[field.name];
      const part = field.constant ?? shapedPart(told, field, gaps);
      if (gaps.length > before) within(field.name, gaps, before);
      if (part === GAP) return GAP;
      if (field.inherited) setOwn(shaped, field.name, part);
      else shaped[field.name] = part;
    }
    return shaped;
  };
}

function shapedFields(
  type: GraphQLObjectType,
  selectionSets: readonly SelectionSetNode[],
  asking: Asking,
): ShapedField[] {
  return [...fieldsAsked(type, selectionSets, asking)].map(([name, nodes]) => {
    const [node] = nodes;
    const field = {
      name,
      inherited: name in Object.prototype,
      constant: node?.name.value === '__typename' ? type.name : null,
    };
    const definition = type.getFields()[node?.name.value ?? ''];
    if (definition === undefined) return { ...field, ...AS_IT_IS };
    const nested = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    return { ...field, ...itemShape(definition.type, nested, asking) };
  });
}

type ItemShape = Pick<ShapedField, 'nullable' | 'shape'>;

/** Of what is said of the schema, which the gateway says itself. */
const AS_IT_IS: ItemShape = { nullable: true, shape: (value) => value };

function itemShape(type: GraphQLOutputType, nested: readonly SelectionSetNode[], asking: Asking): ItemShape {
  if (isNonNullType(type)) return { ...itemShape(type.ofType, nested, asking), nullable: false };
  if (isListType(type)) return { nullable: true, shape: listShape(itemShape(type.ofType, nested, asking)) };
  const shape = isCompositeType(type) ? compositeShape(type, nested, asking) : leafShape(type);
  return { nullable: true, shape };
}

function listShape(item: ItemShape): Shape {
  return (value, gaps) => {
    if (!Array.isArray(value)) return gap(gaps);
    const shaped: unknown[] = [];
    let kept = true;
    for (let index = 0; index < value.length; index += 1) {
      const before = gaps.length;
      const part = shapedPart(value[index], item, gaps);
      if (gaps.length > before) within(index, gaps, before);
      if (part === GAP) kept = false;
      else shaped.push(part);
    }
    return kept ? shaped : GAP;
  };
}

/** The part as its owner has it: null where it may be, `GAP` where the owner cannot be without it. */
function shapedPart(value: unknown, { nullable, shape }: ItemShape, gaps: Place[]): unknown {
  const shaped = value === null || value === undefined ? null : shape(value, gaps);
  if (nullable) return shaped === GAP ? null : shaped;
  return shaped === null ? gap(gaps) : shaped;
}

function compositeShape(type: GraphQLCompositeType, nested: readonly SelectionSetNode[], asking: Asking): Shape {
  if (isObjectType(type)) return shapeOfType(type, nested, asking);
  const shapes = new Map<string, Shape>();
  return (value, gaps) => {
    const name = isData(value) ? own(value, '__typename') : null;
    const known = shapes.get(String(name));
    if (known !== undefined) return known(value, gaps);
    const told = typeof name === 'string' ? asking.schema.getType(name) : undefined;
    if (!isObjectType(told) || !asking.schema.isSubType(type, told)) return gap(gaps);
    const shape = objectShape(told, nested, asking);
    shapes.set(told.name, shape);
    return shape(value, gaps);
  };
}

/** An object that says that it is of another type has none of the fields that are asked for. */
function shapeOfType(type: GraphQLObjectType, nested: readonly SelectionSetNode[], asking: Asking): Shape {
  const shape = objectShape(type, nested, asking);
  return (value, gaps) => {
    const name = isData(value) ? value['__typename'] : undefined;
    return name === undefined || name === type.name ? shape(value, gaps) : gap(gaps);
  };
}

const LEAVES: Readonly<Record<string, (value: unknown) => boolean>> = {
  Int: Number.isInteger,
  Float: Number.isFinite,
  String: (value) => typeof value === 'string',
  Boolean: (value) => typeof value === 'boolean',
  ID: (value) => typeof value === 'string' || Number.isInteger(value),
};

/** Values of our own scalars are the subgraph's to check. */
function leafShape(type: GraphQLLeafType): Shape {
  const fits = isEnumType(type)
    ? (value: unknown) => typeof value === 'string' && type.getValue(value) !== undefined
    : (LEAVES[type.name] ?? (() => true));
  return (value, gaps) => (fits(value) ? value : gap(gaps));
}

function gap(gaps: Place[]): typeof GAP {
  gaps.push([]);
  return GAP;
}

/** The gaps that were noted within a part have a place in it; here they get its own in front. */
function within(step: string | number, gaps: readonly Place[], from: number): void {
  for (let index = from; index < gaps.length; index += 1) gaps[index]?.unshift(step);
}
