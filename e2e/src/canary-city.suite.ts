import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { importJWK, SignJWT } from 'jose';
import type { JWK } from 'jose';
import type { RoleHeld } from '@linli/domain/viewer';
import { startLinli } from '@linli/local/start';
import type { RunningLinli } from '@linli/local/start';
import type { ServiceName } from '@linli/local/topology';

/** An answer with its body as it came, in which nothing is interpreted. */
export interface Heard {
  readonly body: string;
  readonly data: Readonly<Record<string, Readonly<Record<string, unknown>> | null>> | null;
  readonly codes: readonly unknown[];
}

/** A whole Linli that logs all that it can, asked through its gateway, and its feeds as one of its services reads them. */
export class TalkativeCity {
  readonly dataFolder: string;
  readonly linli: RunningLinli;

  private constructor(dataFolder: string, linli: RunningLinli) {
    this.dataFolder = dataFolder;
    this.linli = linli;
  }

  static async start(): Promise<TalkativeCity> {
    const dataFolder = await mkdtemp(join(tmpdir(), 'linli-canary-'));
    const linli = await startLinli({
      dataFolder,
      host: '127.0.0.1',
      port: 0,
      databaseUrl: null,
      durable: false,
      loadsDemo: false,
      inherited: { PATH: dirname(process.execPath), NODE_ENV: 'development', LOG_LEVEL: 'trace' },
      say: () => {},
      signal: new AbortController().signal,
    });
    return new TalkativeCity(dataFolder, linli);
  }

  async ask(
    body: { readonly query: string; readonly variables?: unknown },
    roles: readonly RoleHeld[],
    more: { readonly person?: string; readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<Heard> {
    const token = await this.linli.mint({ roles, ...(more.person === undefined ? {} : { person: more.person }) });
    const response = await fetch(`${this.linli.urls.gateway}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...more.headers },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    const { data, errors } = JSON.parse(text) as {
      data?: Heard['data'];
      errors?: { extensions: Record<string, unknown> }[];
    };
    return { body: text, data: data ?? null, codes: (errors ?? []).map(({ extensions }) => extensions['code']) };
  }

  /** What a service's feed answers a peer. */
  async feed(service: ServiceName, path: string): Promise<{ status: number; body: string }> {
    const peer = service === 'cases' ? 'organization' : 'cases';
    const secrets = JSON.parse(await readFile(join(this.dataFolder, 'secrets.json'), 'utf8')) as {
      processKeys: Record<string, JWK>;
    };
    const token = await new SignJWT({})
      .setProtectedHeader({ alg: 'EdDSA', kid: peer, typ: 'hop+jwt' })
      .setIssuer(peer)
      .setAudience(service)
      .setIssuedAt()
      .setExpirationTime('60s')
      .sign(await importJWK(secrets.processKeys[peer] as JWK, 'EdDSA'));
    const headers = { authorization: `Hop ${token}` };
    const response = await fetch(`${this.linli.urls[service]}/feed/${path}`, { headers });
    return { status: response.status, body: await response.text() };
  }

  async stop(): Promise<void> {
    await this.linli.stop();
    await rm(this.dataFolder, { recursive: true, force: true });
  }
}
