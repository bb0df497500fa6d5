import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { stripIgnoredCharacters } from 'graphql';
import type { JWK } from 'jose';
import { PUBLIC } from '@linli/domain/viewer';
import { HopMinter, HopVerifier } from '../hop-token.js';
import { createLog } from '../log.js';
import { startSubgraph, type RequestFacts, type RunningSubgraph } from '../subgraph-server.js';
import { processKeys } from '../subgraph.suite.js';
import { productsSchema } from './products.suite.js';

// What `@apollo/federation-subgraph-compatibility-tests` 1.2.1 asks of a subgraph, asked of one that is built as each of ours is.
// Where those tests ask a router, this asks the subgraph what the router would ask it.

let running: RunningSubgraph;
let tracing: RunningSubgraph;
let minter: HopMinter;
let sdl: string;

beforeAll(async () => {
  const gateway = await processKeys('gateway');
  minter = new HopMinter(gateway.privateKey);
  running = await runningProducts(gateway.publicKey, false);
  tracing = await runningProducts(gateway.publicKey, true);
  const { data } = await ask('{ _service { sdl } }');
  sdl = stripIgnoredCharacters((data as { _service: { sdl: string } })._service.sdl);
});
afterAll(() => Promise.all([running.stop(), tracing.stop()]));

function runningProducts(gateway: JWK, federatedTraces: boolean): Promise<RunningSubgraph> {
  return startSubgraph<RequestFacts>({
    name: 'products',
    host: '127.0.0.1',
    port: 0,
    log: createLog('products', 'silent'),
    schema: productsSchema().schema,
    hops: new HopVerifier('products', { keys: [gateway] }),
    contextOf: (facts) => facts,
    readiness: {},
    federatedTraces,
  });
}

async function ask(query: string, variables = {}, headers: Record<string, string> = {}, { port } = running) {
  const authorization = `Hop ${await minter.mint('products', PUBLIC)}`;
  const answer = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization, ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return (await answer.json()) as { data: unknown; errors?: unknown; extensions?: Record<string, unknown> };
}

function entities(selection: string, ...representations: readonly object[]) {
  return ask(`query ($representations: [_Any!]!) { _entities(representations: $representations) { ${selection} } }`, {
    representations,
  });
}

function product(selection: string) {
  return ask(`{ product(id: "apollo-federation") { ${selection} } }`);
}

describe('the schema that a subgraph tells', () => {
  it('has its queries', () => {
    expect(sdl).toMatch(
      /type Query\{product\(id:ID!\):Product deprecatedProduct\([^)]+\):DeprecatedProduct@deprecated/,
    );
  });

  it('links one version of federation, with the directives that it uses', () => {
    const links = sdl.match(/@link\(url:"https:\/\/specs\.apollo\.dev\/federation\/v2\.3" import:\[[^\]]+\]\)/g);
    expect(links).toHaveLength(1);
  });

  it('keeps a directive of its own for the composed graph', () => {
    expect(sdl).toMatch(/schema.*@link\(url:"https:\/\/myspecs\.dev\/myCustomDirective\/v1\.0" import:\["@custom"\]\)/);
    expect(sdl).toMatch(/schema.*@composeDirective\(name:"@custom"\)/);
    expect(sdl).toContain('directive@custom on OBJECT');
    expect(sdl).toMatch(/type Product@custom/);
  });

  it.each([
    ['a field as a key', /type User@key\(fields:"email"\)/],
    ['several fields as a key', /type DeprecatedProduct@key\(fields:"sku package"\)/],
    ['a field of a field as a key', /type ProductResearch@key\(fields:"study \{ caseNumber \}"\)/],
    [
      'several keys',
      /type Product@custom ?@key\(fields:"id"\)@key\(fields:"sku package"\)@key\(fields:"sku variation \{ id \}"\)/,
    ],
    ['a type that others may serve too', /type ProductDimension@shareable/],
    ['a field that the composed graph hides', /unit:String@inaccessible/],
    ['a field that it takes over', /name:String@override\(from:"users"\)/],
    ['a field with a tag', /notes:String@tag\(name:"internal"\)/],
    ['a type that stands for an interface', /type Inventory@interfaceObject@key\(fields:"id"\)/],
  ])('has %s', (_, written) => {
    expect(sdl).toMatch(written);
  });
});

describe('a subgraph finds', () => {
  it('an entity by its key', async () => {
    const email = 'support@apollographql.com';
    expect(await entities('... on User { email name }', { __typename: 'User', email })).toEqual({
      data: { _entities: [{ email, name: 'Jane Smith' }] },
    });
  });

  it('an entity by several fields', async () => {
    const key = { sku: 'apollo-federation-v1', package: '@apollo/federation-v1' };
    const found = await entities('... on DeprecatedProduct { sku package reason }', {
      __typename: 'DeprecatedProduct',
      ...key,
    });
    expect(found).toEqual({ data: { _entities: [{ ...key, reason: 'Migrate to Federation V2' }] } });
  });

  it('an entity by a field of a field', async () => {
    const found = await entities('... on ProductResearch { study { caseNumber description } }', {
      __typename: 'ProductResearch',
      study: { caseNumber: '1234' },
    });
    expect(found).toEqual({
      data: { _entities: [{ study: { caseNumber: '1234', description: 'Federation Study' } }] },
    });
  });

  it('entities by whichever of their keys is given', async () => {
    const found = await entities(
      '... on Product { id sku }',
      { __typename: 'Product', id: 'apollo-federation' },
      { __typename: 'Product', sku: 'federation', package: '@apollo/federation' },
      { __typename: 'Product', sku: 'studio', variation: { id: 'platform' } },
    );
    const federation = { id: 'apollo-federation', sku: 'federation' };
    expect(found).toEqual({
      data: { _entities: [federation, federation, { id: 'apollo-studio', sku: 'studio' }] },
    });
  });

  it('what it adds to every kind of an interface', async () => {
    const found = await entities('... on Inventory { deprecatedProducts { sku reason } }', {
      __typename: 'Inventory',
      id: 'apollo-oss',
    });
    const deprecated = { sku: 'apollo-federation-v1', reason: 'Migrate to Federation V2' };
    expect(found).toEqual({ data: { _entities: [{ deprecatedProducts: [deprecated] }] } });
  });
});

describe('a subgraph answers', () => {
  it('a field that the composed graph hides, to the gateway', async () => {
    expect(await product('dimensions { unit }')).toEqual({ data: { product: { dimensions: { unit: 'kg' } } } });
  });

  it('fields that others may serve too', async () => {
    expect(await product('dimensions { size weight }')).toEqual({
      data: { product: { dimensions: { size: 'small', weight: 1 } } },
    });
  });

  it("a field of another's that it provides along the way, with its own value", async () => {
    expect(await product('createdBy { email totalProductsCreated }')).toEqual({
      data: { product: { createdBy: { email: 'support@apollographql.com', totalProductsCreated: 1337 } } },
    });
  });

  it('a field that it took over', async () => {
    expect(await product('createdBy { name }')).toEqual({ data: { product: { createdBy: { name: 'Jane Smith' } } } });
  });

  it('a field that requires others, from what the gateway brings', async () => {
    const found = await entities('... on User { averageProductsCreatedPerYear }', {
      __typename: 'User',
      email: 'support@apollographql.com',
      totalProductsCreated: 1337,
      yearsOfEmployment: 10,
    });
    expect(found).toEqual({ data: { _entities: [{ averageProductsCreatedPerYear: 134 }] } });
  });

  it('with a trace of its fields where the gateway asks for one', async () => {
    const traced = await ask('{ __typename }', {}, { 'apollo-federation-include-trace': 'ftv1' }, tracing);
    expect(traced).toEqual({ data: { __typename: 'Query' }, extensions: { ftv1: expect.any(String) } });
    expect(await ask('{ __typename }', {}, {}, tracing)).toEqual({ data: { __typename: 'Query' } });
  });
});
