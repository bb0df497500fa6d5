import { isId } from '@linli/persistence/columns';
import type { SealedPlace } from '@linli/persistence/envelope';
import { connectionOf, pageOf, type AskedPage, type Connection, type Page } from '@linli/subgraph/connection';
import type { Asking } from '../asking.js';
import type { AccessRecordLoaders, AccessRecordRow, RecordsWanted } from './access-record.loaders.js';
import { noteOf, reasonOf } from './access-record.js';
import { readerInWords } from './reader.rules.js';

/** Reads the ledger of who read whom, as this viewer may see it. */
export class AccessRecordQueries {
  readonly #asking: Asking;
  readonly #loaders: AccessRecordLoaders;

  constructor(asking: Asking, loaders: AccessRecordLoaders) {
    this.#asking = asking;
    this.#loaders = loaders;
  }

  async find(id: string): Promise<AccessRecordRow | null> {
    return isId(id) ? this.#loaders.byId.load(id.toLowerCase()) : null;
  }

  async ofPerson(person: string, asked: AskedPage): Promise<Connection<AccessRecordRow>> {
    const page = pageOf(this.#asking.cursors, 'accessRecords:person', asked);
    const rows = await this.#loaders.ofPerson.for(page).load(person);
    return this.#connection(page, rows, () => this.#loaders.totalOfPerson.load(person));
  }

  async audited(wanted: RecordsWanted, asked: AskedPage): Promise<Connection<AccessRecordRow>> {
    const page = pageOf(this.#asking.cursors, 'accessRecords', asked);
    const rows = await this.#loaders.audited(wanted, page);
    return this.#connection(page, rows, () => this.#loaders.totalAudited(wanted));
  }

  readBy({ readerRole, place }: AccessRecordRow): string {
    return readerInWords(readerRole, place, this.#asking.language);
  }

  reason(record: AccessRecordRow): string | null {
    return this.#open(record, record.reason, reasonOf(record.id));
  }

  note(record: AccessRecordRow): string | null {
    return this.#open(record, record.note, noteOf(record.id));
  }

  /** Null too where the person is erased, and their key with them. */
  #open({ person, recordKey }: AccessRecordRow, sealed: Buffer | null, place: SealedPlace): string | null {
    if (sealed === null || recordKey === null) return null;
    const { envelope } = this.#asking;
    return envelope.open(envelope.recordKey(person, recordKey), place, sealed);
  }

  #connection(page: Page, rows: readonly AccessRecordRow[], total: () => Promise<number>): Connection<AccessRecordRow> {
    return connectionOf(this.#asking.cursors, page, rows, { keys: ({ id }) => [id], node: (record) => record, total });
  }
}
