import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';
import { mintDevToken } from '@linli/local/dev-token';
import type { DemoConfig } from './config.js';
import { DemoErrors } from './demo.errors.js';
import type { DemoPerson } from './people.js';

/** One operation, asked by somebody. */
export interface Asked {
  readonly by: DemoPerson;
  readonly document: string;
  readonly variables: Record<string, unknown>;
  /** Makes a mutation happen once, however often it is asked for. */
  readonly key?: string;
  /** Paths of inputs that name what another service has still to learn of. */
  readonly learnt?: RegExp;
}

interface Answer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Record<string, unknown> }[];
}

const AT_ONCE = 8;
/** The gateway answers sooner, with whatever it has. */
const ANSWER_MS = 10_000;
const PATIENCE_MS = 30_000;
const PAUSE_MS = 250;
/** Refusals that pass by themselves. */
const PASSING = ['SUBGRAPH_UNAVAILABLE', 'OVERLOADED', 'ISSUER_UNAVAILABLE', 'NO_ANSWER'];

/** Asks the gateway as anyone could, at most eight requests at once, with development tokens. */
export class Gateway {
  readonly #config: DemoConfig;
  readonly #pool: Pool;
  readonly #tokens = new Map<string, Promise<string>>();
  readonly #closing = new AbortController();

  constructor(config: DemoConfig) {
    this.#config = config;
    this.#pool = new Pool(new URL(config.gatewayUrl).origin, { connections: AT_ONCE, headersTimeout: ANSWER_MS });
  }

  /** What the operation answers; asks again for half a minute while the refusal is one that passes. */
  async ask(asked: Asked): Promise<Record<string, unknown>> {
    const start = Date.now();
    for (;;) {
      const { data, errors } = await this.#send(asked);
      const [error] = errors ?? [];
      if (error === undefined) return data ?? {};
      const { code, path } = error.extensions ?? {};
      const passes = PASSING.includes(String(code)) || (code === 'BAD_USER_INPUT' && asked.learnt?.test(String(path)));
      if (!passes || Date.now() - start > PATIENCE_MS) {
        const what = asked.key ?? /\{\s*(\w+)/.exec(asked.document)?.[1] ?? '';
        throw DemoErrors.refused({ what, reason: String(code), message: error.message });
      }
      await delay(PAUSE_MS, undefined, { signal: this.#closing.signal });
    }
  }

  /** What a mutation made or changed, as far as its document asks. */
  async change(asked: Asked & { readonly key: string }): Promise<Record<string, unknown>> {
    const [made] = Object.values(await this.ask(asked));
    return made as Record<string, unknown>;
  }

  /** Id of what a mutation made or changed. */
  async make(asked: Asked & { readonly key: string }): Promise<string> {
    return String((await this.change(asked))['id']);
  }

  /** Ids of all that a mutation of many made or changed, in their order. */
  async makeAll(asked: Asked & { readonly key: string }): Promise<string[]> {
    const [made] = Object.values(await this.ask(asked));
    return (made as { id: string }[]).map(({ id }) => id);
  }

  /** Whatever is still being asked is given up. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#pool.destroy();
  }

  async #send({ by, document, variables, key }: Asked): Promise<Answer> {
    const headers = {
      'content-type': 'application/json',
      'accept-language': this.#config.language,
      authorization: `Bearer ${await this.#tokenOf(by)}`,
      ...(key === undefined ? {} : { 'idempotency-key': `demo:${key}` }),
    };
    const body = JSON.stringify({ query: document, variables });
    try {
      const answer = await this.#pool.request({ path: '/graphql', method: 'POST', headers, body });
      return (await answer.body.json()) as Answer;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { errors: [{ message, extensions: { code: 'NO_ANSWER' } }] };
    }
  }

  #tokenOf(by: DemoPerson): Promise<string> {
    const holder = JSON.stringify(by);
    const known = this.#tokens.get(holder);
    if (known !== undefined) return known;
    const token = mintDevToken({ dataFolder: this.#config.dataFolder, ...by });
    this.#tokens.set(holder, token);
    return token;
  }
}
