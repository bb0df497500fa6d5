/** The load, a process of its own whose CPU is nobody's: sends what it is ordered and tells how it went, until its parent is gone. */
import { setTimeout as delay } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { Pool } from 'undici';
import type { LoadOrder, LoadOutcome, LoadRequest } from './load-protocol.js';

process.on('message', (order: LoadOrder) => {
  void carryOut(order).then((outcome) => process.send?.(outcome));
});

async function carryOut({ url, requests, callers, ms, first }: LoadOrder): Promise<LoadOutcome> {
  const pool = new Pool(url, { connections: callers, pipelining: 1 });
  const latencies: number[] = [];
  const failures: string[] = [];
  let next = first;
  const started = performance.now();
  const caller = async () => {
    while (performance.now() - started < ms) {
      const request = requests[next++ % requests.length] as LoadRequest;
      const sent = performance.now();
      const failure = await failureOf(pool, request);
      latencies.push(performance.now() - sent);
      if (failure === null) continue;
      failures.push(failure);
      // Whoever fails at once would only be asked more often.
      await delay(50);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const seconds = (performance.now() - started) / 1000;
  await pool.close();
  const sorted = Float64Array.from(latencies).sort();
  return {
    requests: latencies.length,
    seconds,
    p50: quantile(sorted, 0.5),
    p99: quantile(sorted, 0.99),
    failed: failures.length,
    firstFailure: failures[0] ?? '',
  };
}

/** Sends a request; null where it is answered rightly. */
async function failureOf(pool: Pool, { answerCrc, ...request }: LoadRequest): Promise<string | null> {
  try {
    const { statusCode, body } = await pool.request(request);
    const bytes = Buffer.from(await body.arrayBuffer());
    const right = answerCrc === undefined ? !bytes.includes('"errors":') : crc32(bytes) === answerCrc;
    return statusCode === 200 && right ? null : `${statusCode} ${bytes.toString('utf8', 0, 300)}`;
  } catch (error) {
    return String(error);
  }
}

function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
