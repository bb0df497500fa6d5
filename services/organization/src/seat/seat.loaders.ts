import type DataLoader from 'dataloader';
import { sql } from 'kysely';
import type { CivilDay } from '@linli/domain/civil-time';
import type { Asking } from '../asking.js';
import { byKey } from '@linli/persistence/batched-reads';
import { ByArguments, byParent, runsOn } from '../reading.js';
import { SeatTitle } from './seat.rules.js';

export interface SeatRecord {
  readonly id: string;
  readonly person: string;
  readonly organization: string;
  readonly title: SeatTitle;
  readonly office: string | null;
  readonly concurrent: boolean;
  readonly unit: string | null;
  readonly startsOn: CivilDay;
  readonly endsOn: CivilDay | null;
}

type Seated = SeatRecord & { readonly of: string };

const SEAT = sql`
  seat.id, seat.person, seat.organization, seat.title, seat.office, seat.concurrent, seat.unit,
  seat.starts_on as "startsOn", seat.ends_on as "endsOn"`;

/** Seats as one request reads them, by their id, their organisation and their person; one statement for any number of these. */
export class SeatLoaders {
  readonly byId: DataLoader<string, SeatRecord | null>;
  /** Seats of organisations on a day, by title and age. */
  readonly ofOrganizationOn: ByArguments<CivilDay, DataLoader<string, Seated[]>>;
  readonly secretaryOf: DataLoader<string, SeatRecord | null>;
  /** Seats that people hold today. */
  readonly ofPerson: DataLoader<string, Seated[]>;

  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
    this.byId = byKey(
      (ids) => this.#find(sql`seat.id = any(${[...ids]}::uuid[])`, sql`seat.id`),
      ({ id }) => id,
    );
    this.ofOrganizationOn = new ByArguments((day) =>
      byParent((ids) =>
        this.#find(
          sql`seat.organization = any(${[...ids]}::uuid[]) and ${runsOn('seat', day)}`,
          sql`seat.organization`,
        ),
      ),
    );
    this.secretaryOf = byKey(
      (ids) =>
        this.#find(
          sql`seat.organization = any(${[...ids]}::uuid[]) and seat.title = ${SeatTitle.SECRETARY}
            and ${runsOn('seat', asking.today)}`,
          sql`seat.organization`,
        ),
      ({ organization }) => organization,
    );
    this.ofPerson = byParent((ids) =>
      this.#find(sql`seat.person = any(${[...ids]}::uuid[]) and ${runsOn('seat', asking.today)}`, sql`seat.person`),
    );
  }

  async #find(condition: ReturnType<typeof sql>, parent: ReturnType<typeof sql>): Promise<readonly Seated[]> {
    const { rows } = await sql<Seated>`
      select ${parent} as of, ${SEAT} from seat where ${condition}
      order by of, array_position(${Object.values(SeatTitle)}::text[], seat.title), seat.starts_on, seat.id`.execute(
      this.#asking.database.em.fork().getKysely(),
    );
    return rows;
  }
}
