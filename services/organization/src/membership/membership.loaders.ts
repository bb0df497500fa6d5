import DataLoader from 'dataloader';
import { sql } from 'kysely';
import type { Page } from '@linli/subgraph/connection';
import { reading, type Asking } from '../asking.js';
import { subtreeOf } from '../party-organization/party-organization.rules.js';
import { byKey } from '@linli/persistence/batched-reads';
import { ByArguments } from '../reading.js';
import type { MembershipStatus } from './membership.rules.js';

export interface PartyMembershipRecord {
  readonly id: string;
  readonly person: string;
  readonly status: MembershipStatus;
  readonly organization: string;
  readonly residentialOrganization: string | null;
  readonly reportedOn: string | null;
  readonly publiclyDisplayed: boolean;
  readonly joinedOn: string;
  readonly leftOn: string | null;
}

const MEMBERSHIP = sql`
  m.id, m.person, m.status, m.organization, m.residential_organization as "residentialOrganization",
  m.reported_on as "reportedOn", m.publicly_displayed as "publiclyDisplayed", m.joined_on as "joinedOn",
  m.left_on as "leftOn"`;

/** Reads memberships as this viewer may see them; each loader one session, whatever the number of keys. */
export class PartyMembershipLoaders {
  readonly byId: DataLoader<string, PartyMembershipRecord | null>;
  /** The open membership of a person. */
  readonly ofPerson: DataLoader<string, PartyMembershipRecord | null>;
  /** Open memberships kept in a subtree, by the path of its top; one more than the page holds. */
  readonly keptIn: ByArguments<Page, DataLoader<string, PartyMembershipRecord[]>>;
  readonly totalKeptIn: DataLoader<string, number>;

  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
    this.byId = byKey(
      (ids) => this.#find(sql`m.id = any(${[...ids]}::uuid[])`),
      ({ id }) => id,
    );
    this.ofPerson = byKey(
      (ids) => this.#find(sql`m.person = any(${[...ids]}::uuid[]) and m.left_on is null`),
      ({ person }) => person,
    );
    this.keptIn = new ByArguments((page) => new DataLoader((paths) => this.#page(paths, page)));
    this.totalKeptIn = new DataLoader((paths) => this.#total(paths));
  }

  #find(condition: ReturnType<typeof sql>): Promise<readonly PartyMembershipRecord[]> {
    return reading(this.#asking, async (em) => {
      const { rows } = await sql<PartyMembershipRecord>`
        select ${MEMBERSHIP} from party_membership m where ${condition}`.execute(em.getKysely());
      return rows;
    });
  }

  #page(paths: readonly string[], page: Page): Promise<PartyMembershipRecord[][]> {
    return reading(this.#asking, async (em) => {
      const [after] = page.after ?? [];
      const beyond = after === undefined ? sql`true` : sql`m.id > ${after}::uuid`;
      const { rows } = await sql<PartyMembershipRecord & { of: string }>`
        select given.path as of, listed.* from ${subtreesOf(paths)}
        cross join lateral (
          select ${MEMBERSHIP} from party_organization o join party_membership m on m.organization = o.id
          where o.path >= given.path and o.path < given.until and m.left_on is null and ${beyond}
          order by m.id limit ${page.first + 1}
        ) listed`.execute(em.getKysely());
      const lists = Map.groupBy(rows, ({ of }) => of);
      return paths.map((path) => lists.get(path) ?? []);
    });
  }

  #total(paths: readonly string[]): Promise<number[]> {
    return reading(this.#asking, async (em) => {
      const { rows } = await sql<{ of: string; total: number }>`
        select given.path as of, count(*)::int as total from ${subtreesOf(paths)}
        join party_organization o on o.path >= given.path and o.path < given.until
        join party_membership m on m.organization = o.id and m.left_on is null
        group by given.path`.execute(em.getKysely());
      const totals = new Map(rows.map(({ of, total }) => [of, total]));
      return paths.map((path) => totals.get(path) ?? 0);
    });
  }
}

function subtreesOf(paths: readonly string[]) {
  const ends = paths.map((path) => subtreeOf(path).until);
  return sql`unnest(${[...paths]}::text[], ${ends}::text[]) as given (path, until)`;
}
