import { setTimeout as delay } from 'node:timers/promises';
import { mintDevToken } from '@linli/local/dev-token';
import { Undo } from '@linli/local/undo';
import { wordsOf } from '@linli/local/say';
import { startServers } from '../stack.js';
import type { OpenDatabases, RunningServers } from '../stack.js';
import { linliTarget } from './linli-target.js';
import { startLoad } from './load-process.js';
import { measure } from './measuring.js';
import type { Pairing } from './measuring.js';
import { ensureOneDatabase, findPeers, startPeer } from './peers.js';
import { memoryOf } from './process-tree.js';
import { Reference } from './reference.js';
import type { Measured, Memory, Traced } from './results.js';
import type { RunSurroundings } from './surroundings.js';
import type { Target } from './target.js';
import { traceWorks } from './tracing.js';
import { verified } from './verification.js';
import type { Expected } from './verification.js';
import { requestsOf, workOf } from './works.js';
import type { Work, WorkName } from './works.js';

export interface WorkOutcome {
  readonly work: WorkName;
  readonly title: string;
  readonly measured: readonly Measured[];
  readonly traced: Traced | null;
}

/** Until processes that have just started are idle. */
const SETTLED_MS = 3_000;

/** Measures the works at Linli and the peers; an answer that is wrong costs a peer the work, and Linli the run. */
export async function measureWorks(surroundings: RunSurroundings): Promise<{ works: WorkOutcome[]; memory: Memory[] }> {
  const { databases, say, signal } = surroundings;
  const works = surroundings.works.map(workOf);
  const undo = new Undo();
  try {
    say({ zh: '启动各进程……', en: 'Starting the processes …' });
    const servers = await startServers(databases, { mode: 'production', say });
    undo.push(() => servers.stop());
    const peers = await startPeers(surroundings, servers, undo);
    const targets = [linliTarget(databases, servers), ...peers];
    const processes = processesOf(databases, servers, peers);
    await delay(SETTLED_MS, undefined, { signal });
    const idle = processes.map(({ pid }) => memoryOf([pid]));
    const pairings = await pairingsOf(works, targets, surroundings);
    say({ zh: '测量……', en: 'Measuring …' });
    const load = startLoad();
    undo.push(() => load.stop());
    const { rounds, seconds, callers } = surroundings;
    const postgresPid = databases.postgresPid();
    const measured = await measure(pairings, { load, postgresPid, rounds, seconds, callers, signal });
    const memory = processes.map(({ process, pid }, at) => ({
      process,
      idle: idle[at] ?? null,
      loaded: memoryOf([pid]),
    }));
    await undo.run();
    const traced = await traceWorks(surroundings, works);
    const outcomes = works.map(({ name, title }) => ({
      work: name,
      title,
      measured: measured.filter(({ work }) => work === name),
      traced: traced.find(({ work }) => work === name) ?? null,
    }));
    return { works: outcomes, memory };
  } finally {
    await undo.run();
  }
}

async function startPeers({ peers: names, databases, say }: RunSurroundings, servers: RunningServers, undo: Undo) {
  const { installed, missing } = findPeers(names);
  for (const peer of missing) say({ zh: `未安装 ${peer}，略过。`, en: `${peer} is not installed and left out.` });
  await ensureOneDatabase(databases, installed);
  const targets: Target[] = [];
  for (const peer of installed) {
    const target = await startPeer(peer, databases, servers);
    undo.push(() => target.stop());
    targets.push(target);
  }
  return targets;
}

function processesOf(databases: OpenDatabases, servers: RunningServers, peers: readonly Target[]) {
  const postgres = databases.postgresPid();
  return [
    ...servers.names.map((name) => ({ process: name, pid: servers.pid(name) })),
    ...(postgres === null ? [] : [{ process: 'postgres', pid: postgres }]),
    ...peers.map(({ name, front: [pid = 0] }) => ({ process: `peer ${name}`, pid })),
  ];
}

/** Pairs works with the targets that answer them rightly. */
async function pairingsOf(works: readonly Work[], targets: readonly Target[], surroundings: RunSurroundings) {
  const { databases, say, signal } = surroundings;
  const reference = new Reference(databases);
  const pairings: Pairing[] = [];
  try {
    for (const work of works) {
      signal.throwIfAborted();
      say({ zh: `核对 ${work.name} 的回答……`, en: `Checking the answers to ${work.name} …` });
      const expected = await expectedOf(work, surroundings, reference);
      for (const target of targets.filter((one) => one.works.has(work.name))) {
        const requests = await verified(target, work, expected).catch((error: unknown) => {
          const words = wordsOf(error);
          if (target.name === 'linli' || words === null) throw error;
          say(words);
          return null;
        });
        if (requests !== null) pairings.push({ work, target, requests });
      }
    }
  } finally {
    await reference.close();
  }
  return pairings;
}

/** The requests of a work with the tokens of their callers and the right answers. */
export async function expectedOf(
  work: Work,
  { city, databases: { dataFolder } }: Pick<RunSurroundings, 'city' | 'databases'>,
  reference: Reference,
): Promise<Expected[]> {
  const tokens = new Map<string, Promise<string>>();
  const expected: Expected[] = [];
  for (const asked of requestsOf(work, city)) {
    const caller = JSON.stringify(asked.roles);
    const token = tokens.get(caller) ?? mintDevToken({ dataFolder, roles: asked.roles });
    tokens.set(caller, token);
    expected.push({ asked, token: await token, answer: await reference.answerTo(work.name, asked.variables) });
  }
  return expected;
}
