import type { CivilDay } from '@linli/domain/civil-time';
import { isId } from '@linli/persistence/columns';
import type { Asking } from '../asking.js';
import type { PersonQueries } from '../person/person-query.service.js';
import type { SeatLoaders, SeatRecord } from './seat.loaders.js';
import { ACTING_TITLES, holdsOn } from './seat.rules.js';

/**
 * Reads seats as this viewer may see them. A seat that is held today is public, its holder by the mask at least; one of other days
 * is there only for whoever may see the person.
 */
export class SeatQueries {
  readonly #asking: Asking;
  readonly #loaders: SeatLoaders;
  readonly #people: PersonQueries;

  constructor(asking: Asking, loaders: SeatLoaders, people: PersonQueries) {
    this.#asking = asking;
    this.#loaders = loaders;
    this.#people = people;
  }

  async find(id: string): Promise<SeatRecord | null> {
    const seat = isId(id) ? await this.#loaders.byId.load(id.toLowerCase()) : null;
    const [visible] = seat === null ? [] : await this.#visible([seat]);
    return visible ?? null;
  }

  async ofOrganization(id: string, on: CivilDay | null | undefined): Promise<SeatRecord[]> {
    return this.#visible(await this.#loaders.ofOrganizationOn.for(on ?? this.#asking.today).load(id));
  }

  secretaryOf(organization: string): Promise<SeatRecord | null> {
    return this.#loaders.secretaryOf.load(organization);
  }

  ofPerson(person: string): Promise<SeatRecord[]> {
    return this.#loaders.ofPerson.load(person);
  }

  /** Ids of the organisations that a person acts for today. */
  async organizationsActedFor(person: string): Promise<string[]> {
    const seats = await this.#loaders.ofPerson.load(person);
    return [...new Set(seats.filter(({ title }) => ACTING_TITLES.includes(title)).map((seat) => seat.organization))];
  }

  async #visible(seats: readonly SeatRecord[]): Promise<SeatRecord[]> {
    const others = seats.filter((seat) => !holdsOn(seat, this.#asking.today));
    if (others.length === 0) return [...seats];
    const known = await this.#people.visibleAmong(others.map(({ person }) => person));
    return seats.filter((seat) => holdsOn(seat, this.#asking.today) || known.has(seat.person));
  }
}
