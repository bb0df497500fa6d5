import { isId } from '@linli/persistence/columns';
import type { Asking } from '../asking.js';
import type { PersonLoaders, PersonRecord } from './person.loaders.js';

/** Reads people as this viewer may see them. */
export class PersonQueries {
  readonly #asking: Asking;
  readonly #loaders: PersonLoaders;

  constructor(asking: Asking, loaders: PersonLoaders) {
    this.#asking = asking;
    this.#loaders = loaders;
  }

  async find(id: string): Promise<PersonRecord | null> {
    return isId(id) ? this.#loaders.byId.load(id.toLowerCase()) : null;
  }

  findAll(ids: readonly string[]): Promise<(PersonRecord | null)[]> {
    return Promise.all(ids.map((id) => this.find(id)));
  }

  /** Those of the given people whom the viewer may see. */
  async visibleAmong(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const records = await Promise.all(ids.map((id) => this.#loaders.byId.load(id)));
    return new Set(records.flatMap((record) => (record === null ? [] : [record.id])));
  }

  /** The name for whom it is disclosed to; the mask for everyone else, which opens nothing. */
  displayName({ id, mask, name, recordKey }: PersonRecord): string {
    if (name === null || recordKey === null) return mask;
    const { envelope } = this.#asking;
    return envelope.open(envelope.recordKey(id, recordKey), { table: 'person', id, field: 'name' }, name);
  }
}
