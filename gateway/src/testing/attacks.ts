import { SECRET } from './small-city.js';

/** One way to ask too much, or too cleverly, and how it is answered. */
export interface Attack {
  readonly id: string;
  readonly what: string;
  /** What is sent to /graphql, by POST and as JSON unless it says otherwise. */
  readonly request: RequestInit & { readonly search?: string };
  readonly status: number;
  /** Of the extensions of the first error. */
  readonly refusal: Readonly<Record<string, unknown>>;
}

const CHANGE = 'mutation { note(input: { text: "x" }) { code } }';
const LINK = `?query=${encodeURIComponent(CHANGE)}`;
const LIST = 'query ($codes: [ID!]) { areas(codes: $codes) { totalCount } }';
const NOTE = 'mutation ($input: NoteInput!) { note(input: $input) { code } }';
const CIRCLE = 'fragment A on Area { parent { ...B } } fragment B on Area { parent { ...A } }';
const PAGES = 'areas { nodes { children { nodes { children { nodes { children { nodes { name } } } } } } } }';
const DEEPEST = `${'['.repeat(9_000)}${']'.repeat(9_000)}`;

const INVALID = { code: 'GRAPHQL_VALIDATION_FAILED' };
const UNREADABLE = { code: 'GRAPHQL_PARSE_FAILED' };
const MALFORMED = { code: 'BAD_REQUEST' };
const WRONG = { code: 'BAD_USER_INPUT' };

/** Attacks of which no subgraph may hear. */
export const ATTACKS: readonly Attack[] = [
  of('A1', '101 aliases of a field', `{ ${aliased(101, 'whoAmI')} }`, tooMuch('aliases', 15, 101)),
  of('A1', '101 aliases of __typename', `{ ${aliased(101, '__typename')} }`, tooMuch('aliases', 15, 101)),
  of('A2', '200 aliases of a list', `{ ${aliased(200, 'areas { totalCount }')} }`, tooMuch('aliases', 15, 200)),
  of('A2', 'eleven root fields', `{ ${aliased(11, 'whoAmI')} }`, tooMuch('rootFields', 10, 11)),
  of('A2', 'two changes at once', `mutation { ${changes(2)} }`, tooMuch('rootMutations', 1, 2)),
  http('A3', 'a batch of ten', { body: JSON.stringify(Array(10).fill({ query: '{ whoAmI }' })) }, 400, MALFORMED),
  of('A4', 'a field 500 times', `{ area(code: "1") { ${'name '.repeat(500)} } }`, tooMuch('fields', 300, 301)),
  of('A4', 'a field 5,000 times', `{ area(code: "1") { ${'name '.repeat(5_000)} } }`, UNREADABLE),
  of('A5', 'ten unknown directives', `{ ${'whoAmI @unknown '.repeat(10)} }`, INVALID),
  of('A5', '100 @include', `{ whoAmI ${'@include(if: true) '.repeat(100)} }`, tooMuch('directives', 20, 100)),
  of('A5', '500 @include', `{ whoAmI ${'@include(if: true) '.repeat(500)} }`, UNREADABLE),
  of('A6', 'fragments in a circle', `{ area(code: "1") { ...A } } ${CIRCLE}`, INVALID),
  of('A6', 'twelve levels of fragments that double', doubling(12), { code: 'OPERATION_TOO_COMPLEX' }),
  of('A7', 'fifty levels', `{ area(code: "1") { ${nested(50, 'parent')} } }`, tooMuch('depth', 12, 13)),
  of('A8', 'introspection', '{ __schema { types { name } } }', INVALID),
  of('A8', 'a misspelt name, to be told the right one', '{ whoAmi }', INVALID),
  http('A10', 'a change by a link', { method: 'GET', search: LINK }, 400, MALFORMED),
  http('A10', 'a change by GET', { method: 'GET', search: LINK, headers: preflighted() }, 405, MALFORMED),
  http(
    'A10',
    'a change by a form',
    { body: LINK.slice(1), headers: typed('application/x-www-form-urlencoded') },
    400,
    MALFORMED,
  ),
  http('A10', 'a change as text', { body: asked(CHANGE), headers: typed('text/plain') }, 400, MALFORMED),
  http('A11', 'a body of a megabyte', { body: 'x'.repeat(1_000_000) }, 413, {}),
  of('A11', '5,000 fields', `{ ${'whoAmI '.repeat(5_000)} }`, UNREADABLE),
  of(
    'A11',
    '501 values of a list',
    `{ areas(codes: [${'"1" '.repeat(501)}]) { totalCount } }`,
    tooMuch('listValues', 500, 501),
  ),
  of('A11', '501 values by a variable', LIST, { ...WRONG, path: 'codes', limit: 500 }, { codes: Array(501).fill('1') }),
  of('A11', '20,000 values by a variable', LIST, { ...WRONG, limit: 500 }, { codes: Array(20_000).fill('1') }),
  http('A11', 'a value 9,000 levels deep', { body: asked(LIST, { codes: '?' }).replace('"?"', DEEPEST) }, 400, WRONG),
  of('A12', '_service at the gateway', '{ _service { sdl } }', INVALID),
  of('A12', '_entities at the gateway', '{ _entities(representations: []) { __typename } }', INVALID),
  ...['__proto__', 'constructor', 'prototype'].flatMap((name) => [
    of('A13', `an alias ${name}`, `{ ${name}: whoAmI }`, { ...WRONG, path: name }),
    of('A13', `a variable ${name}`, `query ($${name}: Int) { areas(first: $${name}) { totalCount } }`, {
      ...WRONG,
      path: name,
    }),
  ]),
  of('A14', 'a text for a number', NOTE, { ...WRONG, path: 'input.floor' }, { input: { text: 'x', floor: SECRET } }),
  of('A14', 'a text for a choice', NOTE, { ...WRONG, path: 'input.mood' }, { input: { text: 'x', mood: SECRET } }),
  of('A14', 'an input that is not there', NOTE, WRONG, { input: { text: 'x', [`_${SECRET}`]: 1 } }),
  of('A14', 'a text for a number in the operation', `{ areas(first: "${SECRET}") { totalCount } }`, WRONG),
  of('A14', 'a choice that is not there', `mutation { note(input: { text: "x", mood: M${SECRET} }) { code } }`, WRONG),
  of('A14', 'a text where none belongs', `{ area(code: "1") { name "${SECRET}" } }`, UNREADABLE),
  of('A14', 'a day that is none', `{ weekday(on: "${SECRET}") }`, WRONG),
  of(
    'A14',
    'a day that is none by a variable',
    'query ($on: Date!) { weekday(on: $on) }',
    { ...WRONG, path: 'on' },
    { on: SECRET },
  ),
  of('A15', 'pages of pages', `{ ${PAGES} }`, { code: 'OPERATION_TOO_COMPLEX', which: 'cost', limit: 25_000 }),
];

function of(
  id: string,
  what: string,
  query: string,
  refusal: Attack['refusal'],
  variables: Record<string, unknown> = {},
): Attack {
  return http(id, what, { body: asked(query, variables) }, 400, refusal);
}

function http(
  id: string,
  what: string,
  request: Attack['request'],
  status: number,
  refusal: Attack['refusal'],
): Attack {
  return { id, what, request: { method: 'POST', headers: typed('application/json'), ...request }, status, refusal };
}

function asked(query: string, variables: Record<string, unknown> = {}): string {
  return JSON.stringify({ query, variables });
}

function typed(type: string): Record<string, string> {
  return { 'content-type': type };
}

/** The header that no link and no form can send. */
function preflighted(): Record<string, string> {
  return { 'apollo-require-preflight': '1' };
}

function tooMuch(which: string, limit: number, found: number): Attack['refusal'] {
  return { code: 'OPERATION_TOO_COMPLEX', which, limit, found };
}

function aliased(count: number, field: string): string {
  return Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(' ');
}

function changes(count: number): string {
  return aliased(count, 'note(input: { text: "1" }) { code }');
}

function nested(levels: number, field: string): string {
  return `${`${field} { `.repeat(levels)}name ${'} '.repeat(levels)}`;
}

/** Each fragment spreads the next one twice, so that written out the last is there 2 to the power of `levels` times. */
function doubling(levels: number): string {
  const fragments = Array.from(
    { length: levels },
    (_, n) => `fragment F${n} on Area { ...F${n + 1} parent { ...F${n + 1} } }`,
  );
  return `{ area(code: "1") { ...F0 } } ${fragments.join(' ')} fragment F${levels} on Area { name }`;
}
