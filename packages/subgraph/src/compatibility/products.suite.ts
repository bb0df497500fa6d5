import { Arg, Directive, Field, FieldResolver, Float, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { buildFederatedSchema, type FederatedSchema } from '../federated-schema.js';
import type { PermissionRule } from '../permissions.js';
import type { RequestFacts } from '../subgraph-server.js';

/** Federation 2.3, as Apollo's compatibility tests know it, and a directive that composition keeps. */
const HEADER = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@composeDirective", "@external", "@key", "@inaccessible", "@interfaceObject", "@override", "@provides", "@requires", "@shareable", "@tag"])
  @link(url: "https://myspecs.dev/myCustomDirective/v1.0", import: ["@custom"])
  @composeDirective(name: "@custom")

directive @custom on OBJECT`;

@ObjectType()
class ProductVariation {
  @Field(() => ID)
  id!: string;
}

@ObjectType()
@Directive('@shareable')
class ProductDimension {
  @Field(() => String, { nullable: true })
  size!: string | null;

  @Field(() => Float, { nullable: true })
  weight!: number | null;

  @Field(() => String, { nullable: true })
  @Directive('@inaccessible')
  unit!: string | null;
}

@ObjectType()
class CaseStudy {
  @Field(() => ID)
  caseNumber!: string;

  @Field(() => String, { nullable: true })
  description!: string | null;
}

@ObjectType()
@Directive('@key(fields: "study { caseNumber }")')
class ProductResearch {
  @Field(() => CaseStudy)
  study!: CaseStudy;

  @Field(() => String, { nullable: true })
  outcome!: string | null;
}

@ObjectType()
@Directive('@key(fields: "email")')
class User {
  @Field(() => ID)
  email!: string;

  @Field(() => String, { nullable: true })
  @Directive('@override(from: "users")')
  name!: string | null;

  @Field(() => Int, { nullable: true })
  @Directive('@external')
  totalProductsCreated!: number | null;

  @Field(() => Int)
  @Directive('@external')
  yearsOfEmployment!: number;

  @Field(() => Int, { nullable: true })
  @Directive('@requires(fields: "totalProductsCreated yearsOfEmployment")')
  averageProductsCreatedPerYear!: number | null;
}

@ObjectType()
@Directive('@key(fields: "sku package")')
class DeprecatedProduct {
  @Field(() => String)
  sku!: string;

  @Field(() => String)
  package!: string;

  @Field(() => String, { nullable: true })
  reason!: string | null;

  @Field(() => User, { nullable: true })
  createdBy!: Partial<User> | null;
}

@ObjectType()
@Directive('@custom')
@Directive('@key(fields: "id")')
@Directive('@key(fields: "sku package")')
@Directive('@key(fields: "sku variation { id }")')
class Product {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { nullable: true })
  sku!: string | null;

  @Field(() => String, { nullable: true })
  package!: string | null;

  @Field(() => ProductVariation, { nullable: true })
  variation!: ProductVariation | null;

  @Field(() => ProductDimension, { nullable: true })
  dimensions!: ProductDimension | null;

  @Field(() => User, { nullable: true })
  @Directive('@provides(fields: "totalProductsCreated")')
  createdBy!: Partial<User> | null;

  @Field(() => String, { nullable: true })
  @Directive('@tag(name: "internal")')
  notes!: string | null;

  @Field(() => [ProductResearch])
  research!: ProductResearch[];
}

@ObjectType()
@Directive('@interfaceObject')
@Directive('@key(fields: "id")')
class Inventory {
  @Field(() => ID)
  id!: string;

  @Field(() => [DeprecatedProduct])
  deprecatedProducts!: DeprecatedProduct[];
}

const USER: Partial<User> = { email: 'support@apollographql.com', name: 'Jane Smith', totalProductsCreated: 1337 };

const DEPRECATED: DeprecatedProduct = {
  sku: 'apollo-federation-v1',
  package: '@apollo/federation-v1',
  reason: 'Migrate to Federation V2',
  createdBy: USER,
};

const RESEARCH: readonly ProductResearch[] = [
  { study: { caseNumber: '1234', description: 'Federation Study' }, outcome: null },
  { study: { caseNumber: '1235', description: 'Studio Study' }, outcome: null },
];

const COMMON = { dimensions: { size: 'small', weight: 1, unit: 'kg' }, createdBy: USER, notes: null };

const PRODUCTS: readonly Product[] = [
  {
    ...COMMON,
    id: 'apollo-federation',
    sku: 'federation',
    package: '@apollo/federation',
    variation: { id: 'OSS' },
    research: RESEARCH.slice(0, 1),
  },
  {
    ...COMMON,
    id: 'apollo-studio',
    sku: 'studio',
    package: '',
    variation: { id: 'platform' },
    research: RESEARCH.slice(1),
  },
];

@Resolver(() => Product)
class ProductResolver {
  @Query(() => Product, { nullable: true })
  product(@Arg('id', () => ID) id: string) {
    return byKey({ id });
  }

  @Query(() => DeprecatedProduct, { nullable: true, deprecationReason: 'Use product query instead' })
  deprecatedProduct(@Arg('sku', () => String) sku: string, @Arg('package', () => String) of: string) {
    return deprecated({ sku, package: of });
  }
}

@Resolver(() => User)
class UserResolver {
  @FieldResolver(() => Int, { nullable: true })
  averageProductsCreatedPerYear(@Root() { totalProductsCreated, yearsOfEmployment }: User) {
    return totalProductsCreated === null ? null : Math.round(totalProductsCreated / yearsOfEmployment);
  }
}

const ANYONE: PermissionRule = { who: 'ANYONE', where: 'ANYWHERE', reason: 'The products are an example.' };

/** The subgraph `products` of Apollo's compatibility tests, built as each of ours is. */
export function productsSchema(): FederatedSchema {
  const references = {
    Product: byKey,
    DeprecatedProduct: deprecated,
    ProductResearch: ({ study }: ProductResearch) =>
      RESEARCH.find((known) => known.study.caseNumber === study.caseNumber) ?? null,
    User: (user: Readonly<Record<string, unknown>>) =>
      user['email'] === USER.email ? { ...user, name: USER.name } : user,
    Inventory: ({ id }: Inventory) => ({ id, deprecatedProducts: [DEPRECATED] }),
  };
  const entrances = [
    'Query.product',
    'Query.deprecatedProduct',
    ...Object.keys(references).map((name) => `${name}.__resolveReference`),
  ];
  return buildFederatedSchema<RequestFacts>({
    resolvers: [ProductResolver, UserResolver],
    orphanedTypes: [Inventory, User, ProductResearch],
    references,
    contributed: {},
    permissions: Object.fromEntries(entrances.map((entrance) => [entrance, ANYONE])),
    header: HEADER,
  });
}

function byKey({ id, sku, package: of, variation }: Partial<Product>): Product | null {
  const known = PRODUCTS.find(
    (product) =>
      product.id === id || (product.sku === sku && (product.package === of || product.variation?.id === variation?.id)),
  );
  return known ?? null;
}

function deprecated({ sku, package: of }: Pick<DeprecatedProduct, 'sku' | 'package'>): DeprecatedProduct | null {
  return sku === DEPRECATED.sku && of === DEPRECATED.package ? DEPRECATED : null;
}
