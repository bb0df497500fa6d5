import { isId } from '@linli/persistence/columns';
import type { SeatQueries } from '../seat/seat-query.service.js';
import type { MemberCounts, PartyOrganizationLoaders, PartyOrganizationRecord } from './party-organization.loaders.js';
import { chainOf } from './party-organization.rules.js';

/** Reads party organisations, one by one and in their chains. All of it is public. */
export class PartyOrganizationQueries {
  readonly #loaders: PartyOrganizationLoaders;
  readonly #seats: SeatQueries;

  constructor(loaders: PartyOrganizationLoaders, seats: SeatQueries) {
    this.#loaders = loaders;
    this.#seats = seats;
  }

  async find(id: string): Promise<PartyOrganizationRecord | null> {
    return isId(id) ? this.#loaders.byId.load(id.toLowerCase()) : null;
  }

  async parentOf({ parent }: PartyOrganizationRecord): Promise<PartyOrganizationRecord | null> {
    return parent === null ? null : this.#loaders.byId.load(parent);
  }

  /** From the top of the chain down to the parent. */
  async chainOf({ path }: PartyOrganizationRecord): Promise<PartyOrganizationRecord[]> {
    return this.#findAll(chainOf(path));
  }

  async actedForBy(person: string): Promise<PartyOrganizationRecord[]> {
    return this.#findAll(await this.#seats.organizationsActedFor(person));
  }

  async countsOf({ path }: PartyOrganizationRecord): Promise<Omit<MemberCounts, 'path'>> {
    return (await this.#loaders.counts.load(path)) ?? { members: 0, reported: 0 };
  }

  gridsOf({ id }: PartyOrganizationRecord): Promise<{ code: string }[]> {
    return this.#loaders.gridsOf.load(id);
  }

  buildingsOf({ id }: PartyOrganizationRecord): Promise<{ id: string }[]> {
    return this.#loaders.buildingsOf.load(id);
  }

  branchesOfGrid(code: string): Promise<PartyOrganizationRecord[]> {
    return this.#loaders.branchesOfGrid.load(code);
  }

  async groupsOfBuilding(id: string): Promise<PartyOrganizationRecord[]> {
    return isId(id) ? this.#loaders.groupsOfBuilding.load(id.toLowerCase()) : [];
  }

  async #findAll(ids: readonly string[]): Promise<PartyOrganizationRecord[]> {
    const found = await Promise.all(ids.map((id) => this.#loaders.byId.load(id)));
    return found.filter((organization) => organization !== null);
  }
}
