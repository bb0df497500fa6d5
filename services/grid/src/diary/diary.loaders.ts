import type DataLoader from 'dataloader';
import { sql } from 'kysely';
import { codeAtLevel, covers } from '@linli/domain/territory';
import { territoriesOf } from '@linli/domain/viewer';
import {
  BatchedByArguments,
  byKey,
  countsByParent,
  listsByParent,
  ANY,
  type CountRow,
  type Of,
} from '@linli/persistence/batched-reads';
import { isId } from '@linli/persistence/columns';
import { connectionOf, pageOf, type AskedPage, type Connection, type Page } from '@linli/subgraph/connection';
import { reading, STAFF, type Asking } from '../asking.js';
import type { DiaryKind } from './diary.rules.js';

/** An entry of a diary without its note. */
export interface DiaryRecord {
  readonly id: string;
  readonly grid: string;
  /** Id of a post. */
  readonly author: string;
  readonly kind: DiaryKind;
  readonly happenedAt: string;
  readonly case: string | null;
}

const DIARY = sql`
  diary_entry.id, diary_entry.grid, diary_entry.author, diary_entry.kind, diary_entry."case",
  to_char(diary_entry.happened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "happenedAt"`;

/** Diaries as the viewer may read them: in their own grids and territories; elsewhere there are none. */
export class DiaryLoaders {
  readonly #asking: Asking;
  readonly #byId: DataLoader<string, DiaryRecord | null>;
  readonly #pages: BatchedByArguments<Page, DiaryRecord[]>;
  readonly #counts: BatchedByArguments<null, number>;

  constructor(asking: Asking) {
    this.#asking = asking;
    this.#byId = byKey(
      (ids) => this.#find(ids),
      (diary) => diary.id,
    );
    this.#pages = new BatchedByArguments<Page, DiaryRecord[]>([], (grids, page) => this.#findOf(grids, page));
    this.#counts = new BatchedByArguments(0, (grids) => this.#count(grids));
  }

  async byId(id: string): Promise<DiaryRecord | null> {
    return isId(id) ? this.#byId.load(id.toLowerCase()) : null;
  }

  /** What happened last first. Nothing is searched for a viewer from outside, to whom the policies would show nothing. */
  async ofGrid(code: string, asked: AskedPage): Promise<Connection<DiaryRecord>> {
    const { cursors, viewer } = this.#asking;
    const page = pageOf(cursors, 'diaries', asked);
    const community = codeAtLevel(code, 'COMMUNITY') ?? code;
    const isReader = territoriesOf(viewer, STAFF).some((place) => covers(place, code) || covers(community, place));
    return connectionOf(cursors, page, isReader ? await this.#pages.load(code, page) : [], {
      keys: ({ happenedAt, id }) => [happenedAt, id],
      node: (diary) => diary,
      total: () => (isReader ? this.#counts.load(code, null) : 0),
    });
  }

  #find(ids: readonly string[]): Promise<DiaryRecord[]> {
    return reading(this.#asking, async (em) => {
      const { rows } = await sql<DiaryRecord>`
        select ${DIARY} from diary_entry where id = any(${[...ids]}::uuid[])`.execute(em.getKysely());
      return rows;
    });
  }

  #findOf(grids: readonly string[], page: Page): Promise<Map<string, DiaryRecord[]>> {
    return reading(this.#asking, async (em) => {
      const { rows } = await sql<Of<DiaryRecord>>`
        select parent.code as of, found.* from unnest(${[...grids]}::text[]) as parent (code) cross join lateral (
          select ${DIARY} from diary_entry
          where diary_entry.grid = parent.code and ${afterIn(page)}
          order by diary_entry.happened_at desc, diary_entry.id desc limit ${page.first + 1}
        ) as found order by found."happenedAt" desc, found.id desc`.execute(em.getKysely());
      return listsByParent(rows);
    });
  }

  #count(grids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return reading(this.#asking, async (em) => {
      const { rows } = await sql<CountRow>`
        select diary_entry.grid as of, count(*)::int as count from diary_entry
        where diary_entry.grid = any(${[...grids]}::text[]) group by diary_entry.grid`.execute(em.getKysely());
      return countsByParent(rows);
    });
  }
}

function afterIn({ after }: Page) {
  if (after === null) return ANY;
  const [happenedAt, id] = after;
  return sql<boolean>`(diary_entry.happened_at, diary_entry.id) < (${happenedAt}::timestamptz, ${id}::uuid)`;
}
