import type { HealthNotes } from '@linli/subgraph/health';
import { json, type HttpAnswer } from '@linli/subgraph/http-server';

/** Something that the gateway asks and can do without. */
export interface Peer {
  readonly name: string;
  alive(): Promise<boolean>;
}

/**
 * Answers `/health/live` and `/health/ready`. The gateway is ready while it can answer at all: a subgraph that is down shows as
 * degraded, since taking the gateway out for it would take the others' parts out too.
 */
export class Readiness {
  readonly #peers: readonly Peer[];
  readonly #notes: HealthNotes;
  #stopping = false;

  constructor(peers: readonly Peer[], notes: HealthNotes = {}) {
    this.#peers = peers;
    this.#notes = notes;
  }

  stopping(): void {
    this.#stopping = true;
  }

  async answer(path: string): Promise<HttpAnswer | null> {
    if (path === '/health/live') return json(200, { status: 'live' });
    if (path !== '/health/ready') return null;
    if (this.#stopping) return json(503, { status: 'not ready', reasons: { process: 'stopping' } });
    return json(200, { status: 'ready', degraded: await this.#degraded(), ...(await this.#noted()) });
  }

  async #noted(): Promise<Record<string, number | null>> {
    const found = Object.entries(this.#notes).map(async ([name, note]) => [name, await note()] as const);
    return Object.fromEntries(await Promise.all(found));
  }

  async #degraded(): Promise<string[]> {
    const found = await Promise.all(this.#peers.map(async (peer) => ({ name: peer.name, alive: await peer.alive() })));
    return found.filter(({ alive }) => !alive).map(({ name }) => name);
  }
}
