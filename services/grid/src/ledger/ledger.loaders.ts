import DataLoader from 'dataloader';
import { sql } from 'kysely';
import { covers } from '@linli/domain/territory';
import { holdsRoleIn, type Viewer } from '@linli/domain/viewer';
import { subtreesOf, type Reader } from '@linli/persistence/batched-reads';
import { STAFF } from '../asking.js';
import { countsPeople, LedgerCategory, type FigureQualifier } from './ledger.rules.js';
import { LedgerTree, type LedgerPlace } from './ledger-tree.js';
import { withinInt, type Figure } from './tally.rules.js';

/** A count of a ledger as the viewer is told it. */
export interface LedgerLine extends Figure {
  readonly category: LedgerCategory;
}

const CATEGORIES = Object.values(LedgerCategory);

/** Ledgers as one request reads them: of each place its own counts, or the sums over what is below it, as its viewer may know them. */
export class LedgerLoaders {
  readonly #reader: Reader;
  readonly #viewer: Viewer;
  readonly #ledgers: DataLoader<string, LedgerLine[]>;

  constructor(reader: Reader, viewer: Viewer) {
    this.#reader = reader;
    this.#viewer = viewer;
    this.#ledgers = new DataLoader((codes) => this.#count(codes));
  }

  of(territory: string): Promise<LedgerLine[]> {
    return this.#ledgers.load(territory);
  }

  /** What was entered at once, as whoever entered it reads it. */
  async recordedIn(recording: string): Promise<LedgerLine[]> {
    const { rows } = await sql<LedgerLine>`
      select category, count, qualifier, as_of as "asOf" from ledger_entry where recording = ${recording}::uuid
      order by array_position(${CATEGORIES}::text[], category)`.execute(this.#reader);
    return rows;
  }

  async #count(codes: readonly string[]): Promise<LedgerLine[][]> {
    const tree = new LedgerTree(await this.#placesIn(codes));
    return codes.map((code) =>
      CATEGORIES.flatMap((category) => {
        const isOpen = (place: string) => !countsPeople(category) || holdsRoleIn(this.#viewer, STAFF, place);
        const { shown } = tree.tally(code, category, isOpen);
        return shown === null ? [] : [{ category, ...withinInt(shown) }];
      }),
    );
  }

  /** All places in the subtrees with an entry in them or below, in one statement; each with the number of parts that it has. */
  async #placesIn(codes: readonly string[]): Promise<LedgerPlace[]> {
    const { rows } = await sql<Selected>`
      with entered as (
        select parent.code as around, figure.territory as code,
          json_agg(json_build_array(figure.category, figure.count, figure.qualifier, figure.as_of)) as entries
        from ${subtreesOf(outermostOf(codes))}
        join ledger_figure as figure on figure.territory >= parent.code and figure.territory < parent.until
        group by parent.code, figure.territory
      ), divided as (
        select distinct left(entered.code, level.digits) as code
        from entered, unnest(array[2, 4, 6, 9, 12, 15]) as level (digits)
        where level.digits >= length(entered.around) and level.digits < length(entered.code)
      )
      select code, entered.entries, grid.closed_on is not null as "isClosed",
        case
          when divided.code is null or length(code) > 12 then null
          when length(code) = 12 then (select kept.grids from community_coverage as kept where kept.community = code)
          else (
            select count(*)::int from area
            where area.level = case length(divided.code) when 2 then 'CITY' when 4 then 'DISTRICT' when 6 then 'STREET' else 'COMMUNITY' end
              and area.code >= divided.code and area.code < divided.code || ':'
          )
        end as parts
      from entered full join divided using (code) left join grid using (code)`.execute(this.#reader);
    return rows.map(({ entries, ...place }) => ({
      ...place,
      own: new Map(entries?.map(([category, count, qualifier, asOf]) => [category, { count, qualifier, asOf }])),
    }));
  }
}

interface Selected {
  readonly code: string;
  readonly entries: readonly [LedgerCategory, number | null, FigureQualifier, string][] | null;
  readonly isClosed: boolean;
  readonly parts: number | null;
}

/** Codes that lie in no other of them, so that nothing is read twice. */
function outermostOf(codes: readonly string[]): string[] {
  return codes.toSorted().reduce<string[]>((kept, code) => {
    const last = kept.at(-1);
    return last !== undefined && covers(last, code) ? kept : [...kept, code];
  }, []);
}
