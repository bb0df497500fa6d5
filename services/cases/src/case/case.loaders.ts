import DataLoader from 'dataloader';
import { sql, type RawBuilder } from 'kysely';
import type { EntityManager } from '@mikro-orm/postgresql';
import { covers, rangeOf } from '@linli/domain/territory';
import { holdsRoleIn, territoriesOf } from '@linli/domain/viewer';
import { withSession } from '@linli/persistence/session-context';
import { STAFF } from '../access/reader.rules.js';
import type { Asking } from '../asking.js';
import {
  givenPlaces,
  leavesAll,
  liesInGiven,
  paged,
  passes,
  signatureOf,
  type CaseList,
  type CasePage,
} from './case-list.js';
import { selectedColumns } from './case-columns.js';
import { ACTS, type CaseEventRecord, type CaseRecord } from './case.records.js';

interface PlaceTotal {
  readonly place: string;
  readonly total: number;
}

/** Reads cases and counts for many places and keys at once: one statement for any number of them. */
export class CaseLoaders {
  readonly byId = new DataLoader<string, CaseRecord | null>((ids) => this.#byId(ids));
  readonly timelines = new DataLoader<string, CaseEventRecord[]>((ids) => this.#timelines(ids));
  readonly pages = new DataLoader<CaseList, CasePage, string>((lists) => this.#bySignature(lists), {
    cacheKeyFn: (list) => list.place + signatureOf(list),
  });
  /** Open cases of a subtree; those of private kinds only for staff of the whole of it. */
  readonly openIn = new DataLoader<string, number>((codes) => this.#openIn(codes));
  readonly openInBuilding = new DataLoader<string, number>((ids) => this.#openInBuilding(ids));

  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  #reading<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
    return withSession(this.#asking.database, this.#asking.actor.settings, work, { readOnly: true });
  }

  async #byId(ids: readonly string[]): Promise<(CaseRecord | null)[]> {
    const rows = await this.#reading(async (em) => {
      const found = await sql<CaseRecord>`
        select ${selectedColumns()} from "case" c join case_category k on k.code = c.category
        where c.id = any(${[...ids]}::uuid[])`.execute(em.getKysely());
      return found.rows;
    });
    return inOrder(ids, rows, (row) => row.id);
  }

  async #timelines(ids: readonly string[]): Promise<CaseEventRecord[][]> {
    const rows = await this.#reading(async (em) => {
      const found = await sql<CaseEventRecord>`
        select * from case_event where case_id = any(${[...ids]}::uuid[]) order by case_id, sequence`.execute(
        em.getKysely(),
      );
      return found.rows;
    });
    const byCase = Map.groupBy(rows, (row) => row.case_id);
    return ids.map((id) => byCase.get(id) ?? []);
  }

  /** Lists that differ only by their place are read together. */
  async #bySignature(lists: readonly CaseList[]): Promise<CasePage[]> {
    const groups = [...Map.groupBy(lists, signatureOf).values()];
    const found = await Promise.all(groups.map(async (alike) => ({ alike, byPlace: await this.#pages(alike) })));
    return lists.map((list) => {
      const group = found.find(({ alike }) => alike.includes(list));
      return group?.byPlace.get(list.place) ?? { records: [], total: 0 };
    });
  }

  /** Pages and their totals in one session, which costs three statements of its own. */
  async #pages(alike: readonly CaseList[]): Promise<Map<string, CasePage>> {
    const places = alike.map((list) => list.place).filter((place) => this.#mayHoldVisible(place));
    const [sample] = alike;
    if (sample === undefined || places.length === 0) return new Map();
    return this.#reading(async (em) => {
      const records = Map.groupBy(await this.#records(em, sample, places), (row) => row.place);
      const totals = sample.counted ? await this.#totals(em, sample, places) : null;
      return new Map(
        places.map((place) => {
          const total = totals === null ? null : (totals.get(place) ?? 0);
          return [place, { records: records.get(place) ?? [], total }];
        }),
      );
    });
  }

  async #records(
    em: EntityManager,
    sample: CaseList,
    places: readonly string[],
  ): Promise<readonly (CaseRecord & { place: string })[]> {
    const { after, order } = paged(sample);
    const { rows } = await sql<CaseRecord & { place: string }>`
      select given.place, listed.* from ${givenPlaces(places)}
      cross join lateral (
        select ${selectedColumns(sample.columns)} from "case" c join case_category k on k.code = c.category
        where ${this.#within(places)} and ${passes(sample.where, this.#asking.actor.now)} and ${after} ${order}
      ) listed`.execute(em.getKysely());
    return rows;
  }

  /** All cases of places that the viewer may read whole are counted already; else each is looked at. */
  async #totals(em: EntityManager, sample: CaseList, places: readonly string[]): Promise<Map<string, number>> {
    const { viewer, actor } = this.#asking;
    const whole = leavesAll(sample.where) && places.every((place) => holdsRoleIn(viewer, STAFF, place));
    const { rows } = await (
      whole
        ? sql<PlaceTotal>`
      select given.place, coalesce(sum(kept.total), 0)::int as total from ${givenPlaces(places)}
      left join open_case_count kept on kept.territory >= given.place and kept.territory < given.until
      group by given.place`
        : sql<PlaceTotal>`
      select given.place, counted.total from ${givenPlaces(places)}
      cross join lateral (
        select count(*)::int as total from "case" c join case_category k on k.code = c.category
        where ${this.#within(places)} and ${passes(sample.where, actor.now)}
      ) counted`
    ).execute(em.getKysely());
    return new Map(rows.map((row) => [row.place, row.total]));
  }

  /** Whoever has neither a role nor a person sees no case; they need not ask the database. */
  #mayHoldVisible(place: string): boolean {
    const { viewer } = this.#asking;
    if (viewer.person !== null) return true;
    return (
      this.#known().some((held) => covers(held, place) || covers(place, held)) || viewer.roles.some((role) => role.unit)
    );
  }

  /** The condition on the place, narrowed to where the viewer can see anything, so that an index answers what the policy would only filter. */
  #within(places: readonly string[]): RawBuilder<unknown> {
    const inPlace = liesInGiven(places[0]?.length ?? 0);
    if (places.every((place) => this.#known().some((held) => covers(held, place)))) return inPlace;
    const parts = this.#known().map((held) => {
      const { from, until } = rangeOf(held);
      return sql`(c.territory >= ${from} and c.territory < ${until})`;
    });
    if (this.#asking.viewer.person !== null) parts.push(sql`c.reporter = ${this.#asking.viewer.person}::uuid`);
    return sql`${inPlace} and (${sql.join([...parts, ACTS], sql` or `)})`;
  }

  #known(): string[] {
    return territoriesOf(this.#asking.viewer, [...STAFF, 'RESIDENT']);
  }

  async #openIn(codes: readonly string[]): Promise<number[]> {
    const { viewer, database } = this.#asking;
    const { rows } = await sql<{ code: string; open: number }>`
      select given.code, coalesce(sum(kept.open), 0)::int as open
      from unnest(${[...codes]}::text[], ${codes.map((code) => rangeOf(code).until)}::text[],
        ${codes.map((code) => holdsRoleIn(viewer, STAFF, code))}::boolean[]) as given (code, until, with_private)
      left join open_case_count kept
        on kept.territory >= given.code and kept.territory < given.until and (given.with_private or not kept.private)
      group by given.code`.execute(database.em.fork().getKysely());
    const byCode = new Map(rows.map((row) => [row.code, row.open]));
    return codes.map((code) => byCode.get(code) ?? 0);
  }

  async #openInBuilding(ids: readonly string[]): Promise<number[]> {
    const { viewer, database } = this.#asking;
    const { rows } = await sql<{ building: string; open: number }>`
      select kept.building, sum(kept.open)::int as open
      from open_case_count_of_building kept left join directory_building known on known.id = kept.building
      where kept.building = any(${[...ids]}::uuid[])
        and (not kept.private or exists (
          select from unnest(${territoriesOf(viewer, STAFF)}::text[]) as held (territory)
          where starts_with(known.grid, held.territory)))
      group by kept.building`.execute(database.em.fork().getKysely());
    const byBuilding = new Map(rows.map((row) => [row.building, row.open]));
    return ids.map((id) => byBuilding.get(id) ?? 0);
  }
}

function inOrder<Row>(ids: readonly string[], rows: readonly Row[], idOf: (row: Row) => string): (Row | null)[] {
  const byId = new Map(rows.map((row) => [idOf(row), row]));
  return ids.map((id) => byId.get(id) ?? null);
}
