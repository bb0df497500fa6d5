/**
 * Measures what a request costs in the gateway alone, in CPU time of its process: Linli's gateway and those of others over the same
 * subgraphs in memory, round by round in turn, every answer compared before.
 *
 *     node run.mjs [--seconds N] [--json FILE]     N: for each work of each gateway, in all; 10 by default
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { Pool } from 'undici';
import { startGateways, startProgram, stopEverything } from './contestants.mjs';
import { cpuMsOf, memoryOf, versionsOf } from './process-facts.mjs';
import { WORKS } from './works.mjs';

const CALLERS = 8;
const ROUNDS = 5;
const WARM_UP_S = 3;
const HEADERS = { 'content-type': 'application/json' };

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '10' }, json: { type: 'string' } } });
const sliceMs = (Number(values.seconds) * 1000) / ROUNDS;

for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => void stopEverything().finally(() => process.exit(1)));
try {
  const subgraphs = await startProgram(new URL('subgraphs.mjs', import.meta.url), { PATH: process.env.PATH });
  const gateways = await startGateways(subgraphs.said);
  const works = await measure(gateways);
  const names = gateways.map(({ name }) => name);
  const report = { machine: machine(), versions: versionsOf(names), callers: CALLERS, rounds: ROUNDS, works };
  if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
  print(works);
} finally {
  await stopEverything();
}

async function measure(gateways) {
  const results = {};
  for (const [work, asked] of Object.entries(WORKS)) {
    const bytes = await compareAnswers(gateways, work, asked);
    const rounds = new Map(gateways.map(({ name }) => [name, []]));
    for (const gateway of gateways) await load(gateway, asked, WARM_UP_S * 1000);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const gateway of gateways) rounds.get(gateway.name).push(await load(gateway, asked, sliceMs));
    }
    results[work] = {
      bytes,
      gateways: Object.fromEntries(gateways.map((gateway) => [gateway.name, summaryOf(gateway, rounds)])),
    };
  }
  return results;
}

/** Asks for so long, and tells what a request took of the gateway's CPU. */
async function load({ url, process: child }, { query, variables }, forMs) {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: CALLERS });
  const before = cpuMsOf(child.pid);
  const started = performance.now();
  let count = 0;
  const caller = async () => {
    while (performance.now() - started < forMs) {
      count += 1;
      const { body } = await pool.request({
        method: 'POST',
        path: pathname,
        headers: HEADERS,
        body: bodyOf(query, variables(count)),
      });
      if ((await body.text()).includes('"errors"')) throw new Error(`${url} answers with errors`);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  const tookMs = performance.now() - started;
  const cpuMs = (cpuMsOf(child.pid) - before) / count;
  await pool.close();
  return { cpuMs, perSecond: (count * 1000) / tookMs };
}

/** Nobody is measured who answers otherwise than Linli; tells the bytes of an answer. */
async function compareAnswers(gateways, work, { query, variables }) {
  let bytes = 0;
  for (let index = 0; index < 5; index += 1) {
    const answers = await Promise.all(
      gateways.map(async ({ url }) => {
        const response = await fetch(url, { method: 'POST', headers: HEADERS, body: bodyOf(query, variables(index)) });
        return (await response.json()).data;
      }),
    );
    bytes = Buffer.byteLength(JSON.stringify(answers[0]));
    const other = gateways.find((_, place) => !isDeepStrictEqual(answers[place], answers[0]));
    if (other) throw new Error(`${other.name} gives another answer to ${work} than linli`);
  }
  return bytes;
}

function bodyOf(query, variables) {
  return JSON.stringify({ query, variables });
}

function summaryOf(gateway, rounds) {
  const own = rounds.get(gateway.name);
  return {
    cpuMs: medianOf(own.map(({ cpuMs }) => cpuMs)),
    perSecond: medianOf(own.map(({ perSecond }) => perSecond)),
    memoryMb: memoryOf(gateway.process.pid),
    rounds: own,
  };
}

function print(results) {
  for (const [work, { bytes, gateways: measured }] of Object.entries(results)) {
    process.stdout.write(`${work}  ${bytes} bytes\n`);
    for (const [name, { cpuMs, perSecond, memoryMb }] of Object.entries(measured)) {
      const figures = [`${cpuMs.toFixed(3)} ms of CPU`, `${Math.round(perSecond)} a second`, `${memoryMb} MB`];
      process.stdout.write(`  ${name.padEnd(10)} ${figures.join('  ')}\n`);
    }
  }
}

function medianOf(figures) {
  const sorted = figures.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
}

function machine() {
  return { processor: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version };
}
