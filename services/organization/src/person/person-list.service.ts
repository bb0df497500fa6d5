import { sql, type RawBuilder } from 'kysely';
import { rangeOf } from '@linli/domain/territory';
import { connectionOf, pageOf, type AskedPage, type Connection } from '@linli/subgraph/connection';
import { reading, type Asking } from '../asking.js';
import type { PersonRecord } from './person.loaders.js';
import type { PersonQueries } from './person-query.service.js';
import { findByPhone } from './phone-search.js';

interface Listed {
  readonly id: string;
  readonly territory: string;
}

/** People of a territory whom the viewer looks after, by territory and then by when they were registered. */
export class PersonLists {
  readonly #asking: Asking;
  readonly #people: PersonQueries;

  constructor(asking: Asking, people: PersonQueries) {
    this.#asking = asking;
    this.#people = people;
  }

  async within(within: string, phone: string | null, asked: AskedPage): Promise<Connection<PersonRecord>> {
    const page = pageOf(this.#asking.cursors, 'persons', asked);
    const found = phone === null ? null : await findByPhone(this.#asking, within, phone);
    const listed = sql`
      from person p
      where p.territory >= ${within} and p.territory < ${rangeOf(within).until} and p.erased_at is null
        and linli_within(p.territory, 'linli.reads')
        and ${found === null ? sql`true` : sql`p.id = any(${[...found]}::uuid[])`}`;
    const [territory, id] = page.after ?? [];
    const beyond = id === undefined ? sql`true` : sql`(p.territory, p.id) > (${territory}, ${id}::uuid)`;
    const rows = await this.#rows<Listed>(sql`
      select p.id, p.territory ${listed} and ${beyond} order by p.territory, p.id limit ${page.first + 1}`);
    const records = await this.#people.findAll(rows.map((row) => row.id));
    const people = rows.flatMap((row, at) => (records[at] ? [{ ...row, record: records[at] }] : []));
    return connectionOf(this.#asking.cursors, page, people, {
      keys: (row) => [row.territory, row.id],
      node: ({ record }) => record,
      total: async () =>
        (await this.#rows<{ total: number }>(sql`select count(*)::int as total ${listed}`))[0]?.total ?? 0,
    });
  }

  #rows<Row>(query: RawBuilder<unknown>): Promise<readonly Row[]> {
    return reading(this.#asking, async (em) => (await query.execute(em.getKysely())).rows as Row[]);
  }
}
