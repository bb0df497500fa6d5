import { isDeepStrictEqual } from 'node:util';
import { crc32 } from 'node:zlib';
import { Pool } from 'undici';
import { BenchErrors } from '../bench.errors.js';
import type { LoadRequest } from './load-protocol.js';
import type { Target } from './target.js';
import type { Asked, Work } from './works.js';

/** A request of a work with what a right answer to it says. */
export interface Expected {
  readonly asked: Asked;
  readonly token: string;
  readonly answer: unknown;
}

/** Of writes a few are enough: each makes something. */
const WRITES_VERIFIED = 3;

/**
 * Asks a target for all requests of a work, one after the other, and refuses the first answer that is not the reference's. Gives
 * the requests for the load, each with the checksum that its answer has from now on.
 */
export async function verified(target: Target, work: Work, expected: readonly Expected[]): Promise<LoadRequest[]> {
  const pool = new Pool(target.url, { connections: 1 });
  try {
    const requests: LoadRequest[] = [];
    for (const [index, { asked, token, answer }] of expected.entries()) {
      const request = target.requestOf(work, asked, token);
      if (work.writes && index >= WRITES_VERIFIED) {
        requests.push(request);
        continue;
      }
      const { body } = await pool.request(request);
      const bytes = Buffer.from(await body.arrayBuffer());
      const difference = differenceFrom(answer, dataOf(target, work, bytes), work.writes);
      if (difference !== null) throw wrongAnswer(target, work, asked, difference, bytes);
      requests.push(work.writes ? request : { ...request, answerCrc: crc32(bytes) });
    }
    return requests;
  } finally {
    await pool.close();
  }
}

function dataOf(target: Target, work: Work, bytes: Buffer): unknown {
  try {
    return target.dataOf(work.name, JSON.parse(bytes.toString('utf8')));
  } catch {
    return undefined;
  }
}

function wrongAnswer(target: Target, work: Work, { variables }: Asked, difference: string, bytes: Buffer) {
  return BenchErrors.wrongAnswer({
    target: target.name,
    work: work.name,
    variables: JSON.stringify(variables),
    difference: `${difference}\n${bytes.toString('utf8', 0, 500)}`,
  });
}

/**
 * Where a value differs from the reference, as a path with both values; null where it does not. With `partly` an object may say more
 * than the reference.
 */
export function differenceFrom(reference: unknown, value: unknown, partly = false, path = 'data'): string | null {
  if (isDeepStrictEqual(reference, value)) return null;
  if (isObject(reference) && isObject(value) && Array.isArray(reference) === Array.isArray(value)) {
    const keys = partly ? Object.keys(reference) : [...new Set([...Object.keys(reference), ...Object.keys(value)])];
    for (const key of keys) {
      const difference = differenceFrom(reference[key], value[key], partly, `${path}.${key}`);
      if (difference !== null) return difference;
    }
    return null;
  }
  return `${path} is ${textOf(value)}, not ${textOf(reference)}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function textOf(value: unknown): string {
  return (JSON.stringify(value) ?? 'missing').slice(0, 200);
}
