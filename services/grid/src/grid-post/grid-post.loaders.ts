import type DataLoader from 'dataloader';
import { sql } from 'kysely';
import { isId } from '@linli/persistence/columns';
import { ANY, BatchedByArguments, byKey, type Of, type Reader } from '@linli/persistence/batched-reads';
import { GridPostErrors } from './grid-post.errors.js';
import { GridRole, type Department } from './grid-post.rules.js';
import { postsHeldOn } from './posts-held.js';

export interface GridPostRecord {
  readonly id: string;
  readonly role: GridRole;
  readonly territory: string;
  readonly grid: string | null;
  readonly building: string | null;
  readonly entrance: number | null;
  readonly department: Department | null;
  readonly unit: string | null;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly publicisedOn: string | null;
}

interface Asked {
  readonly role: GridRole | null;
  readonly on: string;
}

/** The longest list of posts. */
export const MOST_POSTS = 100;

/** What is read of a post. */
export const POST = sql`
  grid_post.id, grid_post.role, grid_post.territory, grid_post.grid, grid_post.building, grid_post.entrance,
  grid_post.department, grid_post.unit, grid_post.starts_on as "startsOn", grid_post.ends_on as "endsOn",
  grid_post.publicised_on as "publicisedOn"`;

/** Posts as one request reads them, on the civil day that it falls on. */
export class GridPostLoaders {
  readonly #reader: Reader;
  readonly #today: string;
  readonly #byId: DataLoader<string, GridPostRecord | null>;
  readonly #ofGrids: BatchedByArguments<Asked, GridPostRecord[]>;
  readonly #chiefs: BatchedByArguments<null, GridPostRecord | null>;

  constructor(reader: Reader, today: string) {
    this.#reader = reader;
    this.#today = today;
    this.#byId = byKey(
      (ids) => this.#find(ids),
      (post) => post.id,
    );
    this.#ofGrids = new BatchedByArguments<Asked, GridPostRecord[]>([], (codes, asked) => this.#findOf(codes, asked));
    this.#chiefs = new BatchedByArguments<null, GridPostRecord | null>(null, (ids) => this.#findChiefsOf(ids));
  }

  async byId(id: string): Promise<GridPostRecord | null> {
    return isId(id) ? this.#byId.load(id.toLowerCase()) : null;
  }

  /** Posts of a grid that are held on a day, by role; over 100 of them are refused, naming the argument that narrows them. */
  async ofGrid(
    code: string,
    role: GridRole | null | undefined,
    on: string | null | undefined,
  ): Promise<GridPostRecord[]> {
    const posts = await this.#ofGrids.load(code, { role: role ?? null, on: on ?? this.#today });
    if (posts.length > MOST_POSTS) throw GridPostErrors.tooMany({ most: MOST_POSTS, argument: 'role' });
    return posts;
  }

  /** The posts of a grid that are held on a day and on a roster, however many: a roster is put up whole. */
  async rosterOf(code: string, on: string): Promise<GridPostRecord[]> {
    const { rows } = await sql<GridPostRecord>`
      select ${POST} from ${postsHeldOn(on, this.#today)}
      where grid_post.territory = ${code} and grid_post.publicised_on is not null
      order by ${BY_ROLE}, grid_post.starts_on, grid_post.id`.execute(this.#reader);
    return rows;
  }

  /** The building chief today; of several, who has been it longest. */
  chiefOf(building: string): Promise<GridPostRecord | null> {
    return this.#chiefs.load(building, null);
  }

  async #find(ids: readonly string[]): Promise<GridPostRecord[]> {
    const { rows } = await sql<GridPostRecord>`
      select ${POST} from grid_post where id = any(${[...ids]}::uuid[])`.execute(this.#reader);
    return rows;
  }

  async #findOf(codes: readonly string[], { role, on }: Asked): Promise<Map<string, GridPostRecord[]>> {
    const { rows } = await sql<Of<GridPostRecord>>`
      select parent.code as of, found.* from unnest(${[...codes]}::text[]) as parent (code) cross join lateral (
        select ${POST} from ${postsHeldOn(on, this.#today)}
        where grid_post.territory = parent.code and ${role === null ? ANY : sql`grid_post.role = ${role}`}
        order by ${BY_ROLE}, grid_post.starts_on, grid_post.id limit ${MOST_POSTS + 1}
      ) as found`.execute(this.#reader);
    return Map.groupBy(rows, (row) => row.of);
  }

  async #findChiefsOf(buildings: readonly string[]): Promise<Map<string, GridPostRecord>> {
    const { rows } = await sql<Of<GridPostRecord>>`
      select distinct on (grid_post.building) grid_post.building as of, ${POST} from ${postsHeldOn(this.#today, this.#today)}
      where grid_post.building = any(${[...buildings]}::uuid[]) and grid_post.role = ${GridRole.BUILDING_CHIEF}
      order by grid_post.building, grid_post.starts_on, grid_post.id`.execute(this.#reader);
    return new Map(rows.map((row) => [row.of, row]));
  }
}

const BY_ROLE = sql`array_position(${Object.values(GridRole)}::text[], grid_post.role)`;
