import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { composeFrom } from '../composition.js';
import { processKeys, SCHEMAS, startCitySubgraph, type CitySubgraph } from './small-city.js';
import { AUDIENCE, ISSUER, startIssuer, type SmallIssuer } from './small-issuer.js';

const MAIN = join(import.meta.dirname, '../../dist/main.js');

/** The gateway as it is deployed, the built process in production mode, over the subgraphs of the small city. */
export interface ProductionGateway {
  readonly url: string;
  readonly issuer: SmallIssuer;
  readonly grid: CitySubgraph;
  readonly cases: CitySubgraph;
  /** Lines that the process has logged. */
  readonly logged: readonly string[];
  /** Whether it is still the process that was started. */
  alive(): boolean;
  stop(): Promise<void>;
}

export async function startProductionGateway(
  environment: Readonly<Record<string, string>> = {},
): Promise<ProductionGateway> {
  const keys = await processKeys('gateway');
  const issuer = await startIssuer();
  const grid = await startCitySubgraph('grid', keys.publicKey);
  const cases = await startCitySubgraph('cases', keys.publicKey);
  const folder = await mkdtemp(join(tmpdir(), 'linli-gateway-'));
  const supergraph = join(folder, 'supergraph.graphql');
  await writeFile(supergraph, composeFrom(SCHEMAS));
  const child = spawn(process.execPath, [MAIN], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      NODE_ENV: 'production',
      PORT: '0',
      LINLI_SUPERGRAPH: supergraph,
      LINLI_SERVICE_KEY: JSON.stringify(keys.privateKey),
      GRID_URL: `http://127.0.0.1:${grid.port}`,
      CASES_URL: `http://127.0.0.1:${cases.port}`,
      OIDC_ISSUER: ISSUER,
      OIDC_AUDIENCE: AUDIENCE,
      OIDC_JWKS_URI: issuer.jwksUri.href,
      ...environment,
    },
  });
  const logged: string[] = [];
  const port = await portOf(child, logged);
  return {
    url: `http://127.0.0.1:${port}`,
    issuer,
    grid,
    cases,
    logged,
    alive: () => child.exitCode === null && child.signalCode === null,
    stop: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
      await Promise.all([grid.stop(), cases.stop(), issuer.stop(), rm(folder, { recursive: true })]);
    },
  };
}

/** The port that the process says it listens on. */
function portOf(child: ChildProcess, logged: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) =>
      reject(new Error(`the gateway ended with ${code}: is it built?\n${logged.join('\n')}`)),
    );
    if (child.stdout === null) throw new Error('the gateway has no output');
    createInterface(child.stdout).on('line', (line) => {
      logged.push(line);
      const { msg, port } = JSON.parse(line) as { msg?: string; port?: number };
      if (msg === 'started' && port !== undefined) resolve(port);
    });
  });
}
