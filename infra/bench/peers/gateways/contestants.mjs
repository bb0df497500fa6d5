import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { exportJWK, generateKeyPair } from 'jose';

const PEERS = new URL('../', import.meta.url);
const ROOT = new URL('../../../../', import.meta.url);
const STARTS_WITHIN_MS = 30_000;

/** The gateways by name, Linli's own first: where each is asked, and its process. Those that are not installed are left out. */
export async function startGateways(subgraphs) {
  const env = await environment(subgraphs);
  const linli = await startLinli(env);
  const others = await Promise.all(
    ['stock', 'hive', 'hive-rust'].filter(isInstalled).map((name) => startPeer(name, env)),
  );
  return [linli, ...others];
}

/** A program of ours, once it printed its line of JSON, with what that says. */
export async function startProgram(file, env) {
  const child = spawned(file, env, 'pipe');
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`${file.pathname} ended before it was ready`)));
  const [line] = await Promise.race([once(child.stdout.setEncoding('utf8'), 'data'), ended]);
  child.stdout.resume();
  return { said: JSON.parse(line), process: child };
}

/** All that was started, and is still there. */
const children = new Set();

export async function stopEverything() {
  await Promise.all(
    [...children].map(async (child) => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }),
  );
}

function spawned(file, env, stdout) {
  const child = spawn(process.execPath, [fileURLToPath(file)], { env, stdio: ['ignore', stdout, 'inherit'] });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

function isInstalled(name) {
  const installed = existsSync(new URL(`${name}/node_modules`, PEERS));
  if (!installed) process.stderr.write(`${name} is not installed: npm ci in infra/bench/peers/${name}\n`);
  return installed;
}

async function startPeer(name, env) {
  const { said, process: child } = await startProgram(new URL(`${name}/peer.mjs`, PEERS), env);
  return { name, url: `${said.url}${name === 'stock' ? '/' : '/graphql'}`, process: child };
}

/** The real process in production, with all of its limits but the purse of callers. It says where it listens in its log alone. */
async function startLinli(env) {
  const port = await freePort();
  const own = { ...env, PORT: String(port), LOG_LEVEL: 'warn', LINLI_UNMETERED: '1', LINLI_SUPERGRAPH: env.SUPERGRAPH };
  const child = spawned(new URL('gateway/dist/main.js', ROOT), own, 'ignore');
  const url = `http://127.0.0.1:${port}`;
  for (const started = Date.now(); Date.now() - started < STARTS_WITHIN_MS; await delay(100)) {
    const alive = await fetch(`${url}/health/live`).catch(() => null);
    if (alive?.ok) return { name: 'linli', url: `${url}/graphql`, process: child };
  }
  throw new Error('the gateway did not start');
}

/** Everyone is asked as the public, so that no issuer is needed: its address is never called. */
async function environment({ grid, cases }) {
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const nowhere = 'http://127.0.0.1:9';
  return {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    SUPERGRAPH: fileURLToPath(new URL('gateway/supergraph.graphql', ROOT)),
    GRID_URL: grid,
    CASES_URL: cases,
    ORGANIZATION_URL: nowhere,
    VOLUNTEER_URL: nowhere,
    LINLI_SERVICE_KEY: JSON.stringify({ ...(await exportJWK(privateKey)), kid: 'gateway', alg: 'EdDSA' }),
    OIDC_ISSUER: nowhere,
    OIDC_AUDIENCE: 'linli',
    OIDC_JWKS_URI: nowhere,
  };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
