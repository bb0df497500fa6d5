import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '@linli/local/config';
import { SERVICES } from '@linli/local/topology';
import { startServers } from '../stack.js';
import { linliTarget } from './linli-target.js';
import { startLoad } from './load-process.js';
import { moduleShares, sharesBeforeAnswering } from './module-shares.js';
import type { CpuProfile } from './module-shares.js';
import { Reference } from './reference.js';
import type { ProfilePart } from './results.js';
import { verified } from './verification.js';
import { expectedOf } from './work-run.js';
import type { RunSurroundings } from './surroundings.js';
import { workOf } from './works.js';
import type { WorkName } from './works.js';

const CALLERS = 50;
const SECONDS = 10;
/** Of the load, what its end may lie before that of a process: the gateway says that it stops before it does. */
const MARGIN_MS = 2_000;

/** Where gateway and services spend their CPU time under the first of the works, by module. */
export async function profile(
  surroundings: RunSurroundings,
): Promise<{ work: WorkName; processes: ProfilePart['processes'] }> {
  const { databases, say, works } = surroundings;
  const work = workOf(works[0] ?? 'W1');
  const folder = await mkdtemp(join(tmpdir(), 'linli-profile-'));
  try {
    const extra = { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${folder}` };
    const servers = await startServers(databases, { mode: 'production', say, extra });
    const pids = new Map(['gateway', ...SERVICES].map((name) => [servers.pid(name), name]));
    const load = startLoad();
    const reference = new Reference(databases);
    let [started, ended] = [0, 0];
    try {
      const target = linliTarget(databases, servers);
      const requests = await verified(target, work, await expectedOf(work, surroundings, reference));
      const order = { url: target.url, requests, callers: CALLERS, first: 0 };
      started = performance.now();
      await load.carryOut({ ...order, ms: SECONDS * 1000 });
      ended = performance.now();
    } finally {
      await reference.close();
      await load.stop();
      await servers.stop();
    }
    const stopped = performance.now();
    const window = { from: stopped - started - MARGIN_MS, until: stopped - ended };
    const processes = (await readdir(folder)).flatMap((file) => {
      const process = pids.get(Number(file.split('.')[3]));
      return process === undefined ? [] : [{ process, file }];
    });
    const read = processes.map(async ({ process, file }) => {
      const profiled = JSON.parse(await readFile(join(folder, file), 'utf8')) as CpuProfile;
      const before = sharesBeforeAnswering(profiled, window, ROOT);
      return { process, modules: moduleShares(profiled, window, ROOT), before };
    });
    return { work: work.name, processes: await Promise.all(read) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
