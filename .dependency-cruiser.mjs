/** What may import what. Each rule is proven on planted imports by `infra/check/src/boundaries.test.ts`. */

const DOMAIN = '^packages/domain/src/';
const SUBGRAPH = '^packages/subgraph/src/';
const PERSISTENCE = '^packages/persistence/src/';
const EVENTS = '^packages/events/src/';
const RULES = '\\.rules\\.ts$';
const TESTS = ['\\.(test|suite)\\.ts$', '^packages/testkit/', '^e2e/'];

/** A file of this kind imports nothing but what is named here. */
const only = (kind, comment, ...allowed) => ({
  name: `${kind}-imports`,
  severity: 'error',
  comment,
  from: { path: `\\.${kind}\\.ts$` },
  to: { pathNot: allowed },
});

const forbid = (name, comment, from, to) => ({
  name,
  severity: 'error',
  comment,
  from: typeof from === 'string' ? { path: from } : from,
  to: typeof to === 'string' ? { path: to } : to,
});

export default {
  forbidden: [
    forbid('no-cycle', 'Of two files that need each other, neither can be read alone.', {}, { circular: true }),
    forbid('no-unresolved', 'What cannot be found cannot be judged.', {}, { couldNotResolve: true }),

    forbid(
      'service-stands-alone',
      'Services know each other by the graph and by feeds, never by code.',
      '^services/([^/]+)/',
      { path: '^services/', pathNot: '^services/$1/' },
    ),
    forbid('service-imports', 'A service is built of packages.', '^services/', '^(gateway|infra|e2e)/'),
    forbid('package-imports', 'A package knows nobody who uses it.', '^packages/', '^(services|gateway|infra|e2e)/'),
    forbid('gateway-imports', 'The gateway knows services by their schemas.', '^gateway/', '^(services|infra|e2e)/'),
    forbid('e2e-imports', 'Stories speak to the graph as anyone does.', '^e2e/', '^(services|gateway)/'),
    forbid('domain-imports', 'The ideas that all share need nothing else.', withoutTests(DOMAIN), {
      pathNot: [DOMAIN],
    }),
    forbid('bootstrap-imports', 'It runs before anything is installed.', '^infra/bootstrap\\.mjs$', {
      dependencyTypesNot: ['core'],
    }),
    forbid(
      'testkit-in-tests',
      'What runs in production is not built of test tools.',
      { pathNot: TESTS },
      '^packages/testkit/',
    ),
    forbid(
      'local-postgres-in-development',
      'In production a database is given.',
      withoutTests('^(services|gateway|packages/(domain|subgraph|persistence|events))/'),
      '^packages/local-postgres/',
    ),
    forbid(
      'no-bare-driver',
      'A bare connection carries no session context for row policies: packages/persistence opens them all.',
      withoutTests('^(services|gateway|packages/(domain|subgraph|events))/'),
      '(^|/)node_modules/pg/',
    ),

    only('rules', 'Pure functions on plain facts.', DOMAIN, RULES),
    only(
      'entity',
      'A table, described with MikroORM.',
      '(^|/)node_modules/@mikro-orm/',
      PERSISTENCE,
      DOMAIN,
      RULES,
      '\\.entity\\.ts$',
    ),
    only(
      'type',
      'What the graph shows, described with TypeGraphQL.',
      '(^|/)node_modules/(type-graphql|class-validator|graphql)/',
      SUBGRAPH,
      DOMAIN,
      RULES,
      '\\.type\\.ts$',
      '/references/',
    ),
    only('errors', 'Named refusals.', DOMAIN),
    only('events', 'Facts in the past tense, without entities.', EVENTS, DOMAIN, RULES),
    forbid('resolver-imports', 'A resolver calls a use case and touches no table.', '\\.resolver\\.ts$', {
      path: ['\\.entity\\.ts$', '(^|/)node_modules/(@mikro-orm|kysely)/'],
    }),
    forbid('service-knows-no-graph', 'A use case is the same whoever calls it.', '\\.(service|loaders)\\.ts$', {
      path: ['\\.resolver\\.ts$', '(^|/)node_modules/(type-graphql|@apollo)/'],
    }),
  ],
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    // Our own build output only: much of node_modules lies in folders named dist, and rules speak of it. Peers of the benchmarks are
    // installed apart, if at all, and nothing of ours imports them.
    exclude: { path: '^(packages|services|infra)/[^/]+/dist/|^(gateway|e2e)/dist/|^infra/bench/peers/' },
    // Types are imports too: a rule file that needs an entity's type is no longer about plain facts.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@linli/source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.js', '.json', '.d.ts'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};

function withoutTests(path) {
  return { path, pathNot: TESTS };
}
