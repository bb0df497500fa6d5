import { Length, Max, Min, ValidateNested } from 'class-validator';
import {
  Arg,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { buildFederatedSchema, type FederatedSchema } from './federated-schema.js';
import type { PermissionTable } from './permissions.js';
import { RequestErrors } from './request.errors.js';
import type { RequestFacts } from './subgraph-server.js';
import { TerritoryCodeScalar } from './scalars.js';

/** What a request to the benches knows, and a gate before which the test lets it wait. */
export interface BenchesContext extends RequestFacts {
  readonly atTheGate: () => Promise<void>;
}

@ObjectType()
@Directive('@key(fields: "id")')
class Bench {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  place!: string;
}

/** An entity of another subgraph, to which this one contributes its benches. */
@ObjectType()
@Directive('@key(fields: "code")')
class Grid {
  @Field(() => TerritoryCodeScalar)
  code!: string;
}

@InputType()
class SpotInput {
  @Field(() => String)
  @Length(2, 10)
  street!: string;
}

@InputType()
class PlaceBenchInput {
  @Field(() => Int, { defaultValue: 2 })
  @Min(1)
  @Max(4)
  seats!: number;

  @Field(() => SpotInput, { nullable: true })
  @ValidateNested()
  spot?: SpotInput;
}

const BENCHES: Readonly<Record<string, Bench>> = {
  b1: { id: 'b1', place: 'under the plane tree' },
};

@Resolver(() => Bench)
class BenchResolver {
  @Query(() => Bench, { nullable: true })
  bench(@Arg('id', () => ID) id: string) {
    return BENCHES[id] ?? null;
  }

  @Query(() => String, { description: 'Waits until the gate opens.' })
  async gate(@Ctx() { atTheGate }: BenchesContext) {
    await atTheGate();
    return 'open';
  }

  @Query(() => String)
  broken(): string {
    throw new TypeError('no bench of 13800138000');
  }

  @Query(() => Bench, { nullable: true })
  missing(): Bench {
    throw RequestErrors.notFound({ path: 'id' });
  }

  @Query(() => String, { description: 'What the subgraph knows of the request.' })
  asking(@Ctx() { viewer, requestId, language, idempotencyKey, remainingMs }: RequestFacts) {
    return JSON.stringify({ viewer, requestId, language, idempotencyKey, remainingMs });
  }

  @Query(() => Boolean)
  isTaken(@Arg('territory', () => TerritoryCodeScalar) territory: string) {
    return territory === '34';
  }

  @Mutation(() => Bench)
  placeBench(@Arg('input', () => PlaceBenchInput) { seats }: PlaceBenchInput) {
    return { id: 'b2', place: `for ${seats}` };
  }

  @Mutation(() => Boolean)
  removeBench(@Arg('id', () => ID) id: string) {
    return id in BENCHES;
  }
}

@Resolver(() => Grid)
class GridResolver {
  @FieldResolver(() => [Bench])
  benches(@Root() { code }: Grid) {
    return code === '340705402001001' ? Object.values(BENCHES) : [];
  }
}

export const BENCH_PERMISSIONS: PermissionTable = {
  'Query.bench': { who: 'ANYONE', where: 'ANYWHERE', reason: 'Benches are public.' },
  'Query.gate': { who: 'ANYONE', where: 'ANYWHERE', reason: 'It opens by itself.' },
  'Query.broken': { who: 'ANYONE', where: 'ANYWHERE', reason: 'It breaks for everyone.' },
  'Query.missing': { who: 'ANYONE', where: 'ANYWHERE', reason: 'It is nowhere.' },
  'Query.asking': { who: 'ANYONE', where: 'ANYWHERE', reason: 'Who asks may know it.' },
  'Query.isTaken': { who: 'SIGNED_IN', where: 'ANYWHERE', reason: 'Who sits somewhere is for neighbours.' },
  'Mutation.placeBench': { who: ['COMMUNITY_OFFICER'], where: 'TERRITORY', reason: 'The community places benches.' },
  'Mutation.removeBench': { who: ['COMMUNITY_OFFICER'], where: 'TERRITORY', reason: 'And removes them.' },
  'Grid.benches': { who: 'SIGNED_IN', where: 'ANYWHERE', reason: 'For neighbours.' },
  'Bench.__resolveReference': { who: 'ANYONE', where: 'ANYWHERE', reason: 'Benches are public.' },
  'Grid.__resolveReference': { who: 'ANYONE', where: 'ANYWHERE', reason: 'It only carries the code.' },
};

export function benchesSchema(permissions: PermissionTable = BENCH_PERMISSIONS): FederatedSchema {
  return buildFederatedSchema<BenchesContext>({
    resolvers: [BenchResolver, GridResolver],
    orphanedTypes: [Grid],
    references: { Bench: ({ id }: { id: string }) => BENCHES[id] ?? null, Grid: (grid: Grid) => grid },
    contributed: { Grid: ['code'] },
    permissions,
  });
}
