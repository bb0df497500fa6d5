import type DataLoader from 'dataloader';
import { sql } from 'kysely';
import type { Asking } from '../asking.js';
import { byKey } from '@linli/persistence/batched-reads';
import { byParent, runsOn } from '../reading.js';
import {
  BRANCH_LEVELS,
  COUNTING_KINDS,
  GROUP_LEVELS,
  subtreeOf,
  type PartyOrganizationKind,
  type PartyOrganizationLevel,
} from './party-organization.rules.js';

export interface PartyOrganizationRecord {
  readonly id: string;
  readonly name: string;
  readonly level: PartyOrganizationLevel;
  readonly kind: PartyOrganizationKind;
  readonly foundedOn: string | null;
  readonly dissolvedOn: string | null;
  readonly parent: string | null;
  readonly path: string;
  readonly area: string;
}

/** Columns of a record; needs the table `party_organization o`. */
export const ORGANIZATION = sql`
  o.id, o.name, o.level, o.kind, o.founded_on as "foundedOn", o.dissolved_on as "dissolvedOn", o.parent, o.path, o.area`;

export interface MemberCounts {
  readonly path: string;
  readonly members: number;
  readonly reported: number;
}

type Covering = PartyOrganizationRecord & { readonly of: string };

/** Party organisations as one request reads them, on the civil day that it falls on. All of it is public. */
export class PartyOrganizationLoaders {
  readonly byId: DataLoader<string, PartyOrganizationRecord | null>;
  /** Counts of a subtree, by the path of its top. */
  readonly counts: DataLoader<string, MemberCounts | null>;
  readonly gridsOf: DataLoader<string, { of: string; code: string }[]>;
  readonly buildingsOf: DataLoader<string, { of: string; id: string }[]>;
  readonly branchesOfGrid: DataLoader<string, Covering[]>;
  readonly groupsOfBuilding: DataLoader<string, Covering[]>;

  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
    this.byId = byKey(
      (ids) => this.#find(ids),
      ({ id }) => id,
    );
    this.counts = byKey(
      (paths) => this.#count(paths),
      ({ path }) => path,
    );
    this.gridsOf = byParent((ids) => this.#grids(ids));
    this.buildingsOf = byParent((ids) => this.#buildings(ids));
    this.branchesOfGrid = byParent((codes) => this.#branches(codes));
    this.groupsOfBuilding = byParent((ids) => this.#groups(ids));
  }

  get #kysely() {
    return this.#asking.database.em.fork().getKysely();
  }

  async #find(ids: readonly string[]): Promise<readonly PartyOrganizationRecord[]> {
    const { rows } = await sql<PartyOrganizationRecord>`
      select ${ORGANIZATION} from party_organization o where o.id = any(${[...ids]}::uuid[])`.execute(this.#kysely);
    return rows;
  }

  /** `offset 0` keeps the counts a look-up by key: joined freely, they would be read whole for each subtree. */
  async #count(paths: readonly string[]): Promise<readonly MemberCounts[]> {
    const ends = paths.map((path) => subtreeOf(path).until);
    const { rows } = await sql<MemberCounts>`
      select given.path, counted.members, counted.reported
      from unnest(${[...paths]}::text[], ${ends}::text[]) as given (path, until)
      cross join lateral (
        select coalesce(sum(kept.members) filter (where o.kind = any(${[...COUNTING_KINDS]})), 0)::int as members,
          coalesce(sum(kept.reported), 0)::int as reported
        from party_organization o cross join lateral (
          select members, reported from party_member_count where organization = o.id offset 0
        ) kept
        where o.path >= given.path and o.path < given.until
      ) counted`.execute(this.#kysely);
    return rows;
  }

  async #grids(ids: readonly string[]): Promise<readonly { of: string; code: string }[]> {
    const { rows } = await sql<{ of: string; code: string }>`
      select distinct covered.organization as of, covered.grid as code
      from organization_grid covered join directory_grid known on known.code = covered.grid
      where covered.organization = any(${[...ids]}::uuid[]) and ${runsOn('covered', this.#asking.today)}
      order by 1, 2`.execute(this.#kysely);
    return rows;
  }

  async #buildings(ids: readonly string[]): Promise<readonly { of: string; id: string }[]> {
    const { rows } = await sql<{ of: string; id: string }>`
      select distinct covered.organization as of, covered.building as id
      from organization_building covered join directory_building known on known.id = covered.building
      where covered.organization = any(${[...ids]}::uuid[]) and ${runsOn('covered', this.#asking.today)}
      order by 1, 2`.execute(this.#kysely);
    return rows;
  }

  async #branches(codes: readonly string[]): Promise<readonly Covering[]> {
    const { rows } = await sql<Covering>`
      select distinct covered.grid as of, ${ORGANIZATION}
      from organization_grid covered join party_organization o on o.id = covered.organization
      where covered.grid = any(${[...codes]}) and ${runsOn('covered', this.#asking.today)}
        and o.level = any(${[...BRANCH_LEVELS]})
      order by of, o.path`.execute(this.#kysely);
    return rows;
  }

  async #groups(ids: readonly string[]): Promise<readonly Covering[]> {
    const { rows } = await sql<Covering>`
      select distinct covered.building as of, ${ORGANIZATION}
      from organization_building covered join party_organization o on o.id = covered.organization
      where covered.building = any(${[...ids]}::uuid[]) and ${runsOn('covered', this.#asking.today)}
        and o.level = any(${[...GROUP_LEVELS]})
      order by of, o.path`.execute(this.#kysely);
    return rows;
  }
}
