import DataLoader from 'dataloader';
import { sql, type RawBuilder } from 'kysely';
import { rangeOf } from '@linli/domain/territory';
import { connectionOf, pageOf, type Connection, type Page, type AskedPage } from '@linli/subgraph/connection';
import type { Asking } from '../asking.js';
import { ByArguments } from '../reading.js';
import { ORGANIZATION, type PartyOrganizationRecord } from './party-organization.loaders.js';
import { subtreeOf, type PartyOrganizationKind, type PartyOrganizationLevel } from './party-organization.rules.js';

export interface OrganizationsWanted {
  readonly level?: PartyOrganizationLevel | null | undefined;
  readonly kind?: PartyOrganizationKind | null | undefined;
  readonly nameContains?: string | null | undefined;
}

/** Of what a list is: the children of an organisation by its id, all below one by its path, those of an area by its code. */
type Scope = 'CHILDREN' | 'DESCENDANTS' | 'AREA';

interface List {
  readonly scope: Scope;
  readonly wanted: OrganizationsWanted;
  readonly page: Page;
}

/** Lists of party organisations that stand today, in the order of their chains; one statement for all parents that are asked alike. */
export class PartyOrganizationLists {
  readonly #asking: Asking;
  readonly #pages = new ByArguments(
    (list: List) => new DataLoader((parents: readonly string[]) => this.#page(parents, list)),
  );
  readonly #totals = new ByArguments(
    (list: Omit<List, 'page'>) => new DataLoader((parents: readonly string[]) => this.#total(parents, list)),
  );

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  childrenOf(id: string, asked: AskedPage): Promise<Connection<PartyOrganizationRecord>> {
    return this.#list('CHILDREN', id, {}, asked, 50);
  }

  below(path: string, wanted: OrganizationsWanted, asked: AskedPage): Promise<Connection<PartyOrganizationRecord>> {
    return this.#list('DESCENDANTS', path, wanted, asked, 50);
  }

  inArea(code: string, wanted: OrganizationsWanted, asked: AskedPage): Promise<Connection<PartyOrganizationRecord>> {
    return this.#list('AREA', code, wanted, asked, 20);
  }

  async #list(
    scope: Scope,
    parent: string,
    wanted: OrganizationsWanted,
    asked: AskedPage,
    usual: number,
  ): Promise<Connection<PartyOrganizationRecord>> {
    const page = pageOf(this.#asking.cursors, `partyOrganizations:${scope}`, asked, usual);
    const rows = await this.#pages.for({ scope, wanted, page }).load(parent);
    return connectionOf(this.#asking.cursors, page, rows, {
      keys: ({ path }) => [path],
      node: (record) => record,
      total: () => this.#totals.for({ scope, wanted }).load(parent),
    });
  }

  async #page(parents: readonly string[], { scope, wanted, page }: List): Promise<PartyOrganizationRecord[][]> {
    const [after] = page.after ?? [];
    const beyond = after === undefined ? sql`true` : sql`o.path > ${after}`;
    const { rows } = await sql<PartyOrganizationRecord & { of: string }>`
      select given.of, listed.* from ${parentsOf(scope, parents)}
      cross join lateral (
        select ${ORGANIZATION} from party_organization o
        where ${LIES_IN[scope]} and ${this.#passes(wanted)} and ${beyond}
        order by o.path limit ${page.first + 1}
      ) listed`.execute(this.#asking.database.em.fork().getKysely());
    const lists = Map.groupBy(rows, ({ of }) => of);
    return parents.map((parent) => lists.get(parent) ?? []);
  }

  async #total(parents: readonly string[], { scope, wanted }: Omit<List, 'page'>): Promise<number[]> {
    const { rows } = await sql<{ of: string; total: number }>`
      select given.of, counted.total from ${parentsOf(scope, parents)}
      cross join lateral (
        select count(*)::int as total from party_organization o where ${LIES_IN[scope]} and ${this.#passes(wanted)}
      ) counted`.execute(this.#asking.database.em.fork().getKysely());
    const totals = new Map(rows.map(({ of, total }) => [of, total]));
    return parents.map((parent) => totals.get(parent) ?? 0);
  }

  #passes({ level, kind, nameContains }: OrganizationsWanted): RawBuilder<unknown> {
    const parts: RawBuilder<unknown>[] = [
      sql`(o.dissolved_on is null or o.dissolved_on > ${this.#asking.today}::date)`,
    ];
    if (level) parts.push(sql`o.level = ${level}`);
    if (kind) parts.push(sql`o.kind = ${kind}`);
    if (nameContains) parts.push(sql`o.name ilike ${`%${nameContains.replace(/[\\%_]/g, '\\$&')}%`}`);
    return sql.join(parts, sql` and `);
  }
}

/** Condition that an organisation is in the list of a parent that is given with its range. */
const LIES_IN: Readonly<Record<Scope, RawBuilder<unknown>>> = {
  CHILDREN: sql`o.parent = given.of::uuid`,
  DESCENDANTS: sql`o.path > given.since and o.path < given.until`,
  AREA: sql`o.area >= given.since and o.area < given.until`,
};

function parentsOf(scope: Scope, parents: readonly string[]): RawBuilder<unknown> {
  const ranges = parents.map((parent) => rangeIn(scope, parent));
  return sql`unnest(${[...parents]}::text[], ${ranges.map(({ since }) => since)}::text[],
    ${ranges.map(({ until }) => until)}::text[]) as given (of, since, until)`;
}

function rangeIn(scope: Scope, parent: string): { since: string; until: string } {
  if (scope === 'AREA') return { since: parent, until: rangeOf(parent).until };
  const { below, until } = subtreeOf(parent);
  return { since: below, until };
}
