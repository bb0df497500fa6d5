import type DataLoader from 'dataloader';
import { sql } from 'kysely';
import { rangeOf } from '@linli/domain/territory';
import { hasLeaderOn } from '../grid/grid.loaders.js';
import { isHeldOn } from '../grid-post/grid-post.loaders.js';
import { GridRole } from '../grid-post/grid-post.rules.js';
import {
  BatchedByArguments,
  byKey,
  countsByParent,
  subtreesOf,
  type CountRow,
  type Of,
  type Reader,
} from '@linli/persistence/batched-reads';

export interface CoverageRecord {
  readonly area: string;
  readonly compounds: number;
  readonly grids: number;
  readonly microGrids: number;
  readonly buildings: number;
  readonly households: number | null;
  readonly buildingsOfUnknownHouseholds: number;
}

export interface RoleCount {
  readonly role: GridRole;
  readonly count: number;
}

/** Totals over areas: what stands there from the kept totals of communities, who is posted from the posts held today. */
export class CoverageLoaders {
  readonly #reader: Reader;
  readonly #today: string;
  readonly #coverage: DataLoader<string, CoverageRecord | null>;
  readonly #posts: BatchedByArguments<null, RoleCount[]>;
  readonly #withoutLeader: BatchedByArguments<null, number>;
  readonly #withChief: BatchedByArguments<null, number>;
  readonly #trainingRates: BatchedByArguments<null, number | null>;

  constructor(reader: Reader, today: string) {
    this.#reader = reader;
    this.#today = today;
    this.#coverage = byKey(
      (codes) => this.#sum(codes),
      (coverage) => coverage.area,
    );
    this.#posts = new BatchedByArguments<null, RoleCount[]>([], (codes) => this.#countPosts(codes));
    this.#withoutLeader = new BatchedByArguments(0, (codes) => this.#countWithoutLeader(codes));
    this.#withChief = new BatchedByArguments(0, (codes) => this.#countWithChief(codes));
    this.#trainingRates = new BatchedByArguments<null, number | null>(null, (codes) => this.#rateTraining(codes));
  }

  ofArea(code: string): Promise<CoverageRecord | null> {
    return this.#coverage.load(code);
  }

  postsIn(code: string): Promise<RoleCount[]> {
    return this.#posts.load(code, null);
  }

  gridsWithoutLeaderIn(code: string): Promise<number> {
    return this.#withoutLeader.load(code, null);
  }

  async buildingsWithoutChiefIn(coverage: CoverageRecord): Promise<number> {
    return coverage.buildings - (await this.#withChief.load(coverage.area, null));
  }

  /** The share of the people posted today who completed a training within a year; null where nobody is. */
  trainingRateIn(code: string): Promise<number | null> {
    return this.#trainingRates.load(code, null);
  }

  async #sum(codes: readonly string[]): Promise<CoverageRecord[]> {
    const { rows } = await sql<CoverageRecord>`
      select parent.code as area, ${totalOf('compounds')}, ${totalOf('grids')}, ${totalOf('micro_grids', 'microGrids')},
        ${totalOf('buildings')},
        case when sum(kept.buildings) > sum(kept.buildings_of_unknown_households) then sum(kept.households)::int end
          as households,
        ${totalOf('buildings_of_unknown_households', 'buildingsOfUnknownHouseholds')}
      from ${subtreesOf(codes)}
      left join community_coverage as kept on kept.community >= parent.code and kept.community < parent.until
      group by parent.code`.execute(this.#reader);
    return rows;
  }

  async #countPosts(codes: readonly string[]): Promise<Map<string, RoleCount[]>> {
    const { rows } = await sql<Of<RoleCount>>`
      select parent.code as of, grid_post.role, count(*)::int as count from ${subtreesOf(codes)}
      join grid_post on grid_post.territory >= parent.code and grid_post.territory < parent.until
        and ${isHeldOn(this.#today)}
      group by parent.code, grid_post.role
      order by array_position(${Object.values(GridRole)}::text[], grid_post.role)`.execute(this.#reader);
    return Map.groupBy(rows, (row) => row.of);
  }

  async #countWithoutLeader(codes: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const { rows } = await sql<CountRow>`
      select parent.code as of, count(*)::int as count from ${subtreesOf(codes)}
      join grid on grid.code >= parent.code and grid.code < parent.until
        and grid.kind <> 'MICRO' and grid.closed_on is null and not ${hasLeaderOn(this.#today)}
      group by parent.code`.execute(this.#reader);
    return countsByParent(rows);
  }

  async #countWithChief(codes: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const { rows } = await sql<CountRow>`
      select parent.code as of, count(distinct grid_post.building)::int as count from ${subtreesOf(codes)}
      join grid_post on grid_post.territory >= parent.code and grid_post.territory < parent.until
        and grid_post.role = ${GridRole.BUILDING_CHIEF} and ${isHeldOn(this.#today)}
      group by parent.code`.execute(this.#reader);
    return countsByParent(rows);
  }

  async #rateTraining(codes: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const ends = codes.map((code) => rangeOf(code).until);
    const { rows } = await sql<{ area: string; rate: number }>`
      select area, trained::double precision / staff as rate
      from trained_staff(${[...codes]}::text[], ${ends}::text[], (${this.#today}::date - interval '12 months')::date, ${this.#today}::date)`.execute(
      this.#reader,
    );
    return new Map(rows.map(({ area, rate }) => [area, rate]));
  }
}

function totalOf(column: string, name = column) {
  return sql`coalesce(sum(${sql.ref(`kept.${column}`)}), 0)::int as ${sql.ref(name)}`;
}
