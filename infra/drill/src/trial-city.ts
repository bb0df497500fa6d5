import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { RoleHeld } from '@linli/domain/viewer';
import { ROOT } from '@linli/local/config';
import { secretsOf } from '@linli/local/secrets';
import { startLinli, type RunningLinli } from '@linli/local/start';
import { auditHeadsIn, gatewayServer, SERVICES } from '@linli/local/topology';

/** A whole Linli with the demo city, and a gateway in production mode before its services. */
export interface TrialCity {
  /** Of the gateway in production mode. */
  readonly url: string;
  /** Numbers of the gateway's and the services' processes, by name. */
  readonly pids: Readonly<Record<string, number>>;
  mint(roles: readonly RoleHeld[]): Promise<string>;
  stop(): Promise<void>;
}

/** What a caller may spend in a minute is not what is on trial. */
const INHERITED = {
  PATH: dirname(process.execPath),
  NODE_ENV: 'development',
  LOG_LEVEL: 'warn',
  LINLI_UNMETERED: '1',
};

export async function startTrialCity(): Promise<TrialCity> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'linli-drill-'));
  const linli = await startLinli({
    dataFolder,
    host: '127.0.0.1',
    port: 0,
    databaseUrl: null,
    durable: false,
    loadsDemo: true,
    inherited: INHERITED,
    say: ({ en }) => process.stderr.write(`${en}\n`),
    signal: new AbortController().signal,
  });
  try {
    await linli.demoLoaded;
    const gateway = await startGateway(linli, dataFolder);
    const services = SERVICES.map((service) => [service, linli.pids()[service] as number] as const);
    return {
      url: gateway.url,
      pids: { gateway: gateway.pid, ...Object.fromEntries(services) },
      mint: (roles) => linli.mint({ roles }),
      stop: async () => {
        await gateway.stop();
        await remove(linli, dataFolder);
      },
    };
  } catch (error) {
    await remove(linli, dataFolder);
    throw error;
  }
}

async function remove(linli: RunningLinli, dataFolder: string): Promise<void> {
  await linli.stop();
  await rm(dataFolder, { recursive: true, force: true });
}

async function startGateway(
  { urls, databases }: RunningLinli,
  dataFolder: string,
): Promise<{ url: string; pid: number; stop(): Promise<void> }> {
  const secrets = await secretsOf(dataFolder);
  const setting = { inherited: INHERITED, secrets, urls, databases, auditHeads: auditHeadsIn(dataFolder) };
  const { file, env } = gatewayServer(setting, '127.0.0.1');
  const child = spawn(process.execPath, [join(ROOT, file)], {
    env: { ...env, NODE_ENV: 'production', LOG_LEVEL: 'info', PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the gateway ended with ${code}`)));
    createInterface(child.stdout).on('line', (line) => {
      const { msg, port: told } = JSON.parse(line) as { msg?: string; port?: number };
      if (msg === 'started' && told !== undefined) resolve(told);
    });
  });
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid as number,
    stop: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}
