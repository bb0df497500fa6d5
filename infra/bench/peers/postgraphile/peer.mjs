/** What a user would take instead: PostGraphile over one database with all tables, as its own documentation has it run in production. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { announce } from '../peer-process.mjs';
import { smartTags } from './graph.mjs';

// The packages are CommonJS: taken through one door, so that there is one copy of each.
const require = createRequire(import.meta.url);
const { postgraphile } = require('postgraphile');
const { PostGraphileAmberPreset } = require('postgraphile/presets/amber');
const { makePgService } = require('postgraphile/adaptors/pg');
const { grafserv } = require('postgraphile/grafserv/node');
const { jsonPgSmartTags } = require('postgraphile/utils');

const CONNECTIONS = 8;

const graph = postgraphile({
  extends: [PostGraphileAmberPreset],
  plugins: [jsonPgSmartTags(smartTags)],
  pgServices: [
    makePgService({
      connectionString: process.env.BENCH_ONE_DATABASE_URL,
      schemas: ['grid', 'cases', 'organization', 'volunteer'],
      pubsub: false,
      poolConfig: { max: CONNECTIONS },
    }),
  ],
  grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false, websockets: false },
  grafast: { explain: false },
});
const server = createServer();
server.on('error', (error) => process.stderr.write(`${error.message}\n`));
await graph.createServ(grafserv).addTo(server);
await graph.getSchema();
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const works = ['W1', 'W2', 'W3', 'W4', 'W5-list', 'W5-register', 'W6'];
announce(`http://127.0.0.1:${server.address().port}`, works, () => graph.release());
