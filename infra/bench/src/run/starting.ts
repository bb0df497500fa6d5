import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLinli } from '@linli/local/start';
import { inheritedEnvironment } from '../config.js';

export interface Starts {
  /** Seconds until the gateway is ready, on an empty folder and on one that is there. */
  readonly cold: number;
  readonly warm: number;
}

/** Starts a whole Linli, without the demo city, on a folder of its own: once from nothing, once more over what is there. */
export async function measureStarts(signal: AbortSignal): Promise<Starts> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'linli-start-'));
  const seconds = async () => {
    const started = performance.now();
    const linli = await startLinli({
      dataFolder,
      host: '127.0.0.1',
      port: 0,
      databaseUrl: null,
      durable: true,
      loadsDemo: false,
      signal,
      inherited: { NODE_ENV: 'development', ...inheritedEnvironment() },
      say: () => {},
    });
    const taken = (performance.now() - started) / 1000;
    await linli.stop();
    return taken;
  };
  try {
    return { cold: await seconds(), warm: await seconds() };
  } finally {
    await rm(dataFolder, { recursive: true, force: true });
  }
}
