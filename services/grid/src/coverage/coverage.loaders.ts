import { sql } from 'kysely';
import { hasLeaderOn, isGridOpenOn } from '../grid/grid.loaders.js';
import { GridRole } from '../grid-post/grid-post.rules.js';
import { postsHeldOn } from '../grid-post/posts-held.js';
import {
  ANY,
  BatchedByArguments,
  countsByParent,
  subtreesOf,
  type CountRow,
  type Of,
  type Reader,
} from '@linli/persistence/batched-reads';
import type { CoverageRecord } from './coverage-record.js';
import { coverageOn, stoodOn } from './past-coverage.loaders.js';

export interface RoleCount {
  readonly role: GridRole;
  readonly count: number;
}

/** Totals over areas as of a day: what stands there today from the kept totals of communities, who is posted from the posts held. */
export class CoverageLoaders {
  readonly #reader: Reader;
  readonly #today: string;
  readonly #coverage: BatchedByArguments<string, CoverageRecord | null>;
  readonly #posts: BatchedByArguments<string, RoleCount[]>;
  readonly #withoutLeader: BatchedByArguments<string, number>;
  readonly #withChief: BatchedByArguments<string, number>;
  readonly #trainingRates: BatchedByArguments<string, number | null>;

  constructor(reader: Reader, today: string) {
    this.#reader = reader;
    this.#today = today;
    this.#coverage = new BatchedByArguments<string, CoverageRecord | null>(null, (codes, on) => this.#sumOn(codes, on));
    this.#posts = new BatchedByArguments<string, RoleCount[]>([], (codes, on) => this.#countPosts(codes, on));
    this.#withoutLeader = new BatchedByArguments(0, (codes, on) => this.#countWithoutLeader(codes, on));
    this.#withChief = new BatchedByArguments(0, (codes, on) => this.#countWithChief(codes, on));
    this.#trainingRates = new BatchedByArguments<string, number | null>(null, (codes, on) =>
      this.#rateTraining(codes, on),
    );
  }

  /** Today's if no day is given. */
  ofArea(code: string, on: string | null): Promise<CoverageRecord | null> {
    return this.#coverage.load(code, on ?? this.#today);
  }

  postsIn({ area, on }: CoverageRecord): Promise<RoleCount[]> {
    return this.#posts.load(area, on);
  }

  gridsWithoutLeaderIn({ area, on }: CoverageRecord): Promise<number> {
    return this.#withoutLeader.load(area, on);
  }

  async buildingsWithoutChiefIn({ area, on, buildings }: CoverageRecord): Promise<number> {
    return buildings - (await this.#withChief.load(area, on));
  }

  /** The share of the people posted who completed a training in the twelve months before; null where nobody is. */
  trainingRateIn({ area, on }: CoverageRecord): Promise<number | null> {
    return this.#trainingRates.load(area, on);
  }

  async #sumOn(codes: readonly string[], on: string): Promise<ReadonlyMap<string, CoverageRecord>> {
    const totals = on === this.#today ? await this.#sum(codes) : await coverageOn(this.#reader, codes, on);
    return new Map(totals.map((coverage) => [coverage.area, coverage]));
  }

  async #sum(codes: readonly string[]): Promise<CoverageRecord[]> {
    const { rows } = await sql<CoverageRecord>`
      select parent.code as area, ${this.#today}::text as on, ${totalOf('compounds')}, ${totalOf('grids')}, ${totalOf('micro_grids', 'microGrids')},
        ${totalOf('buildings')},
        case when sum(kept.buildings) > sum(kept.buildings_of_unknown_households) then sum(kept.households)::int end
          as households,
        ${totalOf('buildings_of_unknown_households', 'buildingsOfUnknownHouseholds')}
      from ${subtreesOf(codes)}
      left join community_coverage as kept on kept.community >= parent.code and kept.community < parent.until
      group by parent.code`.execute(this.#reader);
    return rows;
  }

  async #countPosts(codes: readonly string[], on: string): Promise<Map<string, RoleCount[]>> {
    const { rows } = await sql<Of<RoleCount>>`
      select parent.code as of, grid_post.role, count(*)::int as count from ${subtreesOf(codes)}
      join ${postsHeldOn(on, this.#today)} on grid_post.territory >= parent.code and grid_post.territory < parent.until
      group by parent.code, grid_post.role
      order by array_position(${Object.values(GridRole)}::text[], grid_post.role)`.execute(this.#reader);
    return Map.groupBy(rows, (row) => row.of);
  }

  /** Each subtree apart: joined at once, every grid and post of the country is read for a hundred communities. */
  async #countWithoutLeader(codes: readonly string[], on: string): Promise<ReadonlyMap<string, number>> {
    const { rows } = await sql<CountRow>`
      select parent.code as of, found.count from ${subtreesOf(codes)} cross join lateral (
        select count(*)::int as count from grid
        where grid.code >= parent.code and grid.code < parent.until
          and grid.kind <> 'MICRO' and ${isGridOpenOn(on)} and not ${hasLeaderOn(on, this.#today)}
      ) as found`.execute(this.#reader);
    return countsByParent(rows);
  }

  /** A chief is counted on days of which the building is known: one may be appointed from a day before the building was entered. */
  async #countWithChief(codes: readonly string[], on: string): Promise<ReadonlyMap<string, number>> {
    const isKnown = sql`exists (select from building_history as past where past.building = grid_post.building and ${stoodOn(on)})`;
    const { rows } = await sql<CountRow>`
      select parent.code as of, count(distinct grid_post.building)::int as count from ${subtreesOf(codes)}
      join ${postsHeldOn(on, this.#today)} on grid_post.territory >= parent.code and grid_post.territory < parent.until
        and grid_post.role = ${GridRole.BUILDING_CHIEF} and ${on === this.#today ? ANY : isKnown}
      group by parent.code`.execute(this.#reader);
    return countsByParent(rows);
  }

  async #rateTraining(codes: readonly string[], on: string): Promise<ReadonlyMap<string, number>> {
    const { rows } = await sql<{ area: string; rate: number }>`
      select area, sum(trained)::double precision / sum(staff) as rate
      from staff_change where area = any(${[...codes]}::text[]) and day <= ${on}::date
      group by area having sum(staff) > 0`.execute(this.#reader);
    return new Map(rows.map(({ area, rate }) => [area, rate]));
  }
}

function totalOf(column: string, name = column) {
  return sql`coalesce(sum(${sql.ref(`kept.${column}`)}), 0)::int as ${sql.ref(name)}`;
}
