import { setTimeout as delay } from 'node:timers/promises';
import { request } from 'undici';
import type { RoleHeld } from '@linli/domain/viewer';
import { DEAR_REQUESTS, type DearRequest } from './dear-requests.js';
import { watchMemory } from './process-memory.js';
import { startTrialCity, type TrialCity } from './trial-city.js';

/** Whoever may ask for the most, and see it. */
const ROLES: readonly RoleHeld[] = [
  { role: 'COMMUNITY_OFFICER', territory: '340705402001' },
  { role: 'CITY_OFFICER', territory: '3407' },
  { role: 'ANALYST', territory: '3407' },
];
const MEGABYTE = 1_000_000;
const MOST_BYTES = 200 * MEGABYTE;
const TIMES = 3;
const LARGEST_PAGE = 100;
/** For what is done after the answer. */
const SETTLING_MS = 250;

interface Outcome {
  readonly status: number;
  readonly cost: number | null;
  readonly bytes: number;
  readonly errors: readonly { extensions?: { code?: string; limit?: number; found?: number } }[];
}

interface Row extends Outcome {
  readonly name: string;
  readonly asExpected: boolean;
  readonly ms: number;
  /** Bytes by process. */
  readonly risen: Readonly<Record<string, number>>;
}

/** Whether no single request adds more than 200 MB to a process; tells how much the dearest ones add. */
export async function requestMemory(): Promise<boolean> {
  const city = await startTrialCity();
  try {
    const token = await city.mint(ROLES);
    const rows: Row[] = [];
    for (const dear of DEAR_REQUESTS) {
      const row = await measured(city, token, dear);
      process.stdout.write(`${lineOf(row)}\n`);
      rows.push(row);
    }
    const most = Math.max(...rows.flatMap(({ risen }) => Object.values(risen)));
    process.stdout.write(`${megabytes(most)} MB / ${megabytes(MOST_BYTES)} MB\n`);
    return most <= MOST_BYTES && rows.every(({ asExpected }) => asExpected);
  } finally {
    await city.stop();
  }
}

/** Sends a request alone, several times, at the largest page that is allowed; each of the sendings that find it is one too. */
async function measured(city: TrialCity, token: string, dear: DearRequest): Promise<Row> {
  const risen: Record<string, number> = {};
  let [ms, n] = [0, LARGEST_PAGE];
  for (let times = 1; ; times += 1) {
    const watches = await watchAll(city);
    const start = performance.now();
    const outcome = await send(city, token, dear.query, dear.query.includes('$n') ? { n } : dear.variables);
    ms = Math.max(ms, performance.now() - start);
    await delay(SETTLING_MS);
    for (const { name, watch } of watches) risen[name] = Math.max(risen[name] ?? 0, await watch.risen());
    const smaller = smallerPage(outcome, n);
    if (dear.query.includes('$n') && smaller !== null) [n, times] = [smaller, 0];
    else if (times === TIMES)
      return { ...outcome, name: dear.name, asExpected: isAsExpected(dear, outcome), ms, risen };
  }
}

function watchAll({ pids }: TrialCity) {
  return Promise.all(Object.entries(pids).map(async ([name, pid]) => ({ name, watch: await watchMemory(pid) })));
}

/** The page to try where an operation was refused for its cost; null where it was not. */
function smallerPage({ errors }: Outcome, n: number): number | null {
  const { limit, found } = errors[0]?.extensions ?? {};
  if (limit === undefined || found === undefined || n === 1) return null;
  return Math.max(1, Math.min(n - 1, Math.floor((n * limit) / found)));
}

/** A refused one took no work; of the others the deadline may cut parts off, which is dear as well. */
function isAsExpected({ refused }: DearRequest, { status, errors }: Outcome): boolean {
  if (refused === true) return status >= 400;
  return status === 200 && errors.every(({ extensions }) => extensions?.code === 'SUBGRAPH_UNAVAILABLE');
}

async function send(city: TrialCity, token: string, query: string, variables: object = {}): Promise<Outcome> {
  const { statusCode, body } = await request(`${city.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const text = await body.text();
  const { errors = [], extensions } = (text === '' ? {} : JSON.parse(text)) as {
    errors?: Outcome['errors'];
    extensions?: { cost?: number };
  };
  return { status: statusCode, cost: extensions?.cost ?? null, bytes: text.length, errors };
}

function lineOf({ name, status, cost, bytes, ms, risen, errors, asExpected }: Row): string {
  const memory = Object.entries(risen).map(([process, added]) => `${process} ${megabytes(added)}`);
  const code = errors[0]?.extensions?.code ?? '';
  const facts = [
    `${status} ${code}`.trim(),
    `cost ${cost ?? '–'}`,
    `${Math.round(bytes / 1_000)} kB`,
    `${Math.round(ms)} ms`,
  ];
  return `${asExpected ? ' ' : '!'} ${name} | ${facts.join(' | ')} | MB: ${memory.join(', ')}`;
}

const megabytes = (bytes: number) => Math.round(bytes / MEGABYTE);
