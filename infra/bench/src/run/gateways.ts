import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BenchErrors } from '../bench.errors.js';
import { inheritedEnvironment, PEERS_FOLDER } from '../config.js';
import type { GatewayPart } from './results.js';

/** Measures gateways over subgraphs that answer from memory. */
export async function measureGateways(): Promise<GatewayPart['works']> {
  const folder = await mkdtemp(join(tmpdir(), 'linli-gateways-'));
  const json = join(folder, 'gateways.json');
  try {
    const args = [join(PEERS_FOLDER, 'gateways', 'run.mjs'), '--json', json];
    const child = spawn(process.execPath, args, {
      env: inheritedEnvironment(),
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw BenchErrors.peerFailed({ peer: 'gateways', how: `exit ${code}`, output: '' });
    return (JSON.parse(await readFile(json, 'utf8')) as GatewayPart).works;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
