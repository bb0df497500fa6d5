import { buildSubgraphSchema } from '@apollo/subgraph';
import { GraphQLError, parse } from 'graphql';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { Refusal } from '@linli/domain/refusal';
import { HopVerifier } from '@linli/subgraph/hop-token';
import { createLog } from '@linli/subgraph/log';
import { CivilDayScalar } from '@linli/subgraph/scalars';
import { startSubgraph, type RequestFacts, type RunningSubgraph } from '@linli/subgraph/subgraph-server';

const FEDERATION =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires"])';

/** Schemas of a city of two subgraphs, small enough to read and with every shape that the gateway treats in its own way. */
export const SCHEMAS = {
  grid: `${FEDERATION}
    scalar Date
    type PageInfo @shareable { hasNextPage: Boolean! }
    type Area @key(fields: "code") {
      code: ID!
      name: String!
      parent: Area
      children(first: Int = 50, after: String): AreaConnection!
    }
    type AreaConnection { nodes: [Area!]! edges: [AreaEdge!]! pageInfo: PageInfo! totalCount: Int! }
    type AreaEdge { node: Area! }
    enum Mood { CALM LIVELY }
    input NoteInput { text: String! mood: Mood tags: [String!] floor: Int }
    type Query {
      area(code: ID!): Area
      areas(codes: [ID!], first: Int = 20): AreaConnection!
      whoAmI: String!
      defect: String
      refused: String
      unkept: String!
      slow: String
      weekday(on: Date!): String
    }
    type Mutation { note(input: NoteInput!): Area }
  `,
  cases: `${FEDERATION}
    type Area @key(fields: "code") { code: ID! openCases: Int cases(first: Int = 20): [Case!] }
    type Case @key(fields: "id") { id: ID! number: String! }
    type Query { case(id: ID!): Case }
  `,
} as const;

type Module = Extract<Parameters<typeof buildSubgraphSchema>[0], readonly unknown[]>[number];
type Resolvers = NonNullable<Extract<Module, { resolvers?: unknown }>['resolvers']>;

export interface CitySubgraph extends RunningSubgraph {
  /** What it was told with each request, in order. */
  readonly heard: RequestFacts[];
}

/** A key pair of one of our processes, as private and public JWK. */
export async function processKeys(kid: string): Promise<{ privateKey: JWK; publicKey: JWK }> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  const named = { kid, alg: 'EdDSA' };
  return {
    privateKey: { ...(await exportJWK(privateKey)), ...named },
    publicKey: { ...(await exportJWK(publicKey)), ...named },
  };
}

export const SECRET = '13800000000';

const GRID: Resolvers = {
  Date: CivilDayScalar,
  Query: {
    area: (_: unknown, { code }: { code: string }) => ({ code, name: `Area ${code}` }),
    areas: () => ({ nodes: ['1', '2', '3'].map((code) => ({ code, name: `Area ${code}` })), totalCount: 3 }),
    whoAmI: (_: unknown, __: unknown, context: unknown) => JSON.stringify((context as RequestFacts).viewer),
    defect: () => {
      throw new Error(`cannot reach ${SECRET} at /srv/grid/area.ts`);
    },
    refused: () => {
      throw new Refusal('ALREADY_CLOSED', { zh: '已结案。', en: 'It is closed.' }, { number: 'JN-1' });
    },
    unkept: () => {
      throw new GraphQLError('unkept', { extensions: { code: 'UNKEPT' } });
    },
    weekday: (_: unknown, { on }: { on: string }) => `weekday of ${on}`,
    slow: () => new Promise<never>(() => undefined),
  },
  Mutation: { note: () => ({ code: '1', name: 'Area 1' }) },
};

const CASES: Resolvers = {
  Area: {
    openCases: ({ code }: { code: string }) => Number(code),
    cases: () => [{ id: '7', number: 'JN-7' }],
  },
  Query: { case: (_: unknown, { id }: { id: string }) => ({ id, number: `JN-${id}` }) },
};

/** Starts a subgraph of the city behind the same server that real ones have; each request takes three statements. */
export async function startCitySubgraph(name: keyof typeof SCHEMAS, gatewayKey: JWK, port = 0): Promise<CitySubgraph> {
  const heard: RequestFacts[] = [];
  const running = await startSubgraph<RequestFacts>({
    name,
    host: '127.0.0.1',
    port,
    log: createLog(name, 'silent'),
    schema: buildSubgraphSchema([{ typeDefs: parse(SCHEMAS[name]), resolvers: name === 'grid' ? GRID : CASES }]),
    hops: new HopVerifier(name, { keys: [gatewayKey] }),
    contextOf: (facts) => {
      heard.push(facts);
      return facts;
    },
    readiness: {},
    counting: async (work) => ({ result: await work(), statements: 3 }),
  });
  return { ...running, heard };
}
