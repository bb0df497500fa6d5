import { isId } from '@linli/persistence/columns';
import { connectionOf, pageOf, type Connection, type AskedPage } from '@linli/subgraph/connection';
import type { Asking } from '../asking.js';
import type { PartyMembershipLoaders, PartyMembershipRecord } from './membership.loaders.js';

/** Reads memberships as this viewer may see them; what they may not see is not there and not counted. */
export class MembershipQueries {
  readonly #asking: Asking;
  readonly #loaders: PartyMembershipLoaders;

  constructor(asking: Asking, loaders: PartyMembershipLoaders) {
    this.#asking = asking;
    this.#loaders = loaders;
  }

  async find(id: string): Promise<PartyMembershipRecord | null> {
    return isId(id) ? this.#loaders.byId.load(id.toLowerCase()) : null;
  }

  findAll(ids: readonly string[]): Promise<(PartyMembershipRecord | null)[]> {
    return Promise.all(ids.map((id) => this.find(id)));
  }

  ofPerson(person: string): Promise<PartyMembershipRecord | null> {
    return this.#loaders.ofPerson.load(person);
  }

  /** Those kept in the organisation and below it, by when they were admitted. */
  async keptIn(path: string, asked: AskedPage): Promise<Connection<PartyMembershipRecord>> {
    const page = pageOf(this.#asking.cursors, 'members', asked);
    return connectionOf(this.#asking.cursors, page, await this.#loaders.keptIn.for(page).load(path), {
      keys: ({ id }) => [id],
      node: (record) => record,
      total: () => this.#loaders.totalKeptIn.load(path),
    });
  }
}
