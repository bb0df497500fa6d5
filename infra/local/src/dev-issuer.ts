/** The development issuer: serves the keys by which the gateway knows development tokens. It mints none and does not run in production. */
import { createServer } from 'node:http';
import { runCommand } from './command.js';
import { devIssuerConfig } from './config.js';
import { DEV_ISSUER } from './topology.js';

await runCommand(async () => {
  const { host, port, keys } = devIssuerConfig();
  const answers: Readonly<Record<string, unknown>> = {
    '/jwks': keys,
    '/.well-known/openid-configuration': {
      issuer: DEV_ISSUER,
      jwks_uri: `http://${host}:${port}/jwks`,
      response_types_supported: ['token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['ES256'],
    },
    '/health/live': { status: 'live' },
    '/health/ready': { status: 'ready' },
  };
  const server = createServer((request, response) => {
    const answer = request.method === 'GET' ? answers[request.url ?? ''] : undefined;
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? { status: 'not found' }));
  });
  server.listen(port, host);
  process.once('SIGTERM', () => {
    server.close();
    server.closeAllConnections();
  });
});
