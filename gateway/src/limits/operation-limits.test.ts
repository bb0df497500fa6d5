import { describe, expect, it } from '@jest/globals';
import { getIntrospectionQuery, Kind, parse, type OperationDefinitionNode } from 'graphql';
import { LIMITS } from './limits.js';
import { shapeOf } from './document-shape.js';
import { extentOf, type Extent } from './operation-extent.js';
import { fragmentsOf } from './operation-limits.rule.js';

describe('how far an operation may reach', () => {
  it('is twelve levels', () => {
    expect(extent(nested(12)).breach).toBeNull();
    expect(extent(nested(13)).breach).toEqual({ limit: 'depth', found: 13 });
  });

  it('is counted through fragments', () => {
    const operation = `{ a { ...F } } fragment F on A { b { ...G } } fragment G on B ${nested(11)}`;
    expect(extent(operation).breach).toEqual({ limit: 'depth', found: 13 });
  });

  it('is ten fields at the root of a query and one at that of a mutation', () => {
    expect(extent(`{ ${'a '.repeat(10)} }`).breach).toBeNull();
    expect(extent(`{ ...R } fragment R on Query { ${'__typename '.repeat(11)} }`).breach).toEqual({
      limit: 'rootFields',
      found: 11,
    });
    expect(extent('mutation { a }').breach).toBeNull();
    expect(extent('mutation { a b }').breach).toEqual({ limit: 'rootMutations', found: 2 });
  });

  it('is a hundred thousand characters of arguments, each time that a fragment with them is spread', () => {
    const long = `fragment F on A { b(text: "${'x'.repeat(50_000)}") }`;
    expect(extent(`{ a { ...F } } ${long}`).breach).toBeNull();
    expect(extent(`{ a { ...F c { ...F } } } ${long}`).breach?.limit).toBe('argumentCharacters');
  });

  it('lets the introspection of any client pass, and no more of it than of other fields', () => {
    expect(extent(getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true })).breach).toBeNull();
    expect(extent(`{ __schema { ${'types { name } '.repeat(200)} } }`).breach?.limit).toBe('fields');
  });
});

describe('counting', () => {
  it('stops at the limit of fields, however many more there are', () => {
    const { breach, visited } = extent(`{ a { ${'b '.repeat(5_000)} } }`);
    expect(breach).toEqual({ limit: 'fields', found: LIMITS.fields + 1 });
    expect(visited).toBe(LIMITS.fields + 1);
  });

  it('stops at a limit in twelve levels of fragments that each spread two', () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) => `fragment F${level} on A { ...F${level + 1} ...G${level + 1} }
      fragment G${level} on A { ...F${level + 1} ...G${level + 1} }`,
    );
    const { breach, visited } = extent(
      `{ a { ...F0 } } ${levels.join(' ')} fragment F12 on A { b } fragment G12 on A { b }`,
    );
    expect(breach).toEqual({ limit: 'fields', found: LIMITS.fields + 1 });
    expect(visited).toBeLessThan(LIMITS.selections);
  });

  it('stops at the limit of selections where spreads lead to no field', () => {
    const { breach, visited } = extent(`{ a { ${'...F '.repeat(600)} } } fragment F on A { ...F }`);
    expect(breach).toEqual({ limit: 'selections', found: LIMITS.selections + 1 });
    expect(visited).toBe(LIMITS.selections + 1);
  });

  it('stops at the thirteenth of fifty levels', () => {
    expect(extent(nested(50)).visited).toBe(13);
  });

  it('does not follow a fragment into itself', () => {
    const { breach, visited } = extent('{ a { ...F } } fragment F on A { b ...G } fragment G on A { c ...F }');
    expect(breach).toBeNull();
    expect(visited).toBe(6);
  });
});

describe('a document as written', () => {
  it('has fifteen aliases at the most, those of __typename too', () => {
    expect(shapeOf(parse(aliases(15))).breach).toBeNull();
    expect(shapeOf(parse(aliases(16))).breach).toEqual({ limit: 'aliases', found: 16 });
  });

  it('has twenty directives at the most', () => {
    expect(shapeOf(parse(`{ ${'a @include(if: true) '.repeat(20)} }`)).breach).toBeNull();
    expect(shapeOf(parse(`{ ${'a @include(if: true) '.repeat(21)} }`)).breach).toEqual({
      limit: 'directives',
      found: 21,
    });
  });

  it('has lists of five hundred values at the most', () => {
    expect(shapeOf(parse(`{ a(of: [${'1 '.repeat(500)}]) }`)).breach).toBeNull();
    expect(shapeOf(parse(`{ a(of: [${'1 '.repeat(501)}]) }`)).breach).toEqual({ limit: 'listValues', found: 501 });
  });

  it.each([
    '{ __proto__: a }',
    '{ constructor: a }',
    'query ($prototype: Int) { a(of: $prototype) }',
    '{ __typename: a }',
  ])('has no reserved name: %s', (document) => {
    expect(shapeOf(parse(document)).reservedName).not.toBeNull();
  });
});

function extent(source: string): Extent {
  const document = parse(source);
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  return extentOf(operation as OperationDefinitionNode, fragmentsOf(document));
}

function nested(levels: number): string {
  return `${'{ a '.repeat(levels)}${'}'.repeat(levels)}`;
}

function aliases(count: number): string {
  return `{ ${Array.from({ length: count }, (_, index) => `a${index}: __typename`).join(' ')} }`;
}
