import { json, type HttpAnswer } from './http-server.js';

/** A condition of being ready: null or nothing where it holds, else what is wrong in a few words, without secrets. */
export type ReadinessCheck = () => Promise<string | null | void>;

/** Figures told beside readiness that do not decide it, such as how many seconds a directory is behind; null where unknown. */
export type HealthNotes = Readonly<Record<string, () => Promise<number | null>>>;

/** Answers `/health/live` and `/health/ready`. A process that is stopping is live, but no longer ready. */
export class Health {
  readonly #checks: Readonly<Record<string, ReadinessCheck>>;
  readonly #notes: HealthNotes;
  #stopping = false;

  constructor(checks: Readonly<Record<string, ReadinessCheck>>, notes: HealthNotes = {}) {
    this.#checks = checks;
    this.#notes = notes;
  }

  stopping(): void {
    this.#stopping = true;
  }

  async answer(path: string): Promise<HttpAnswer | null> {
    if (path === '/health/live') return json(200, { status: 'live' });
    if (path !== '/health/ready') return null;
    const reasons = await this.#reasons();
    return Object.keys(reasons).length === 0
      ? json(200, { status: 'ready', ...(await this.#noted()) })
      : json(503, { status: 'not ready', reasons });
  }

  async #noted(): Promise<Record<string, number | null>> {
    const found = Object.entries(this.#notes).map(
      async ([name, note]) => [name, await note().catch(() => null)] as const,
    );
    return Object.fromEntries(await Promise.all(found));
  }

  async #reasons(): Promise<Record<string, string>> {
    if (this.#stopping) return { process: 'stopping' };
    const found = await Promise.all(
      Object.entries(this.#checks).map(async ([name, check]) => [name, await check().catch(() => 'failed')] as const),
    );
    return Object.fromEntries(found.flatMap(([name, reason]) => (typeof reason === 'string' ? [[name, reason]] : [])));
  }
}
