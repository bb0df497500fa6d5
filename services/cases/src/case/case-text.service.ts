import DataLoader from 'dataloader';
import { sql } from 'kysely';
import { commit, type UnitOfWork } from '@linli/persistence/unit-of-work';
import { recordAccesses } from '../access/access-record.service.js';
import { purposeOf, readingAs } from '../access/reader.rules.js';
import type { Asking } from '../asking.js';
import type { CaseView } from './case-view.js';
import type { CaseEventRecord } from './case.records.js';

interface SealedText {
  readonly id: string;
  readonly territory: string;
  readonly reporter: string | null;
  readonly anonymous: boolean;
  readonly description: Buffer | null;
  readonly recordKey: Buffer;
}

/** The key of a case's texts, with its description, still sealed. */
interface Opened {
  readonly key: Buffer;
  readonly description: Buffer | null;
}

/**
 * Reads the texts of cases: the description and the notes of the history, which one key of the case opens. Where a case has a
 * reporter, whoever else opens it is recorded in the same transaction, once in a request; who is nobody cannot be, and reads nothing.
 */
export class CaseTexts {
  readonly #asking: Asking;
  readonly #opened = new DataLoader<string, Opened | null>((ids) => this.#open(ids));

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  async description({ id, record }: CaseView): Promise<string | null> {
    const opened = record.text_readable ? await this.#opened.load(id) : null;
    if (opened === null || opened.description === null) return null;
    return this.#asking.envelope.open(opened.key, { table: 'case', id, field: 'description' }, opened.description);
  }

  async note({ case_id, sequence, note }: Pick<CaseEventRecord, 'case_id' | 'sequence' | 'note'>) {
    const opened = note === null ? null : await this.#opened.load(case_id);
    if (opened === null || note === null) return null;
    return this.#asking.envelope.open(opened.key, placeOfNote(case_id, sequence), note);
  }

  async #open(ids: readonly string[]): Promise<(Opened | null)[]> {
    const { database, actor, viewer, envelope } = this.#asking;
    const opened = new Map<string, Opened>();
    await commit(database, actor, { operation: 'readCaseText', input: null }, async (unit) => {
      const texts = (await readableTexts(unit, ids)).filter(
        ({ reporter }) => reporter === null || viewer.person !== null,
      );
      await this.#record(unit, texts);
      for (const { id, description, recordKey } of texts) {
        opened.set(id, { key: envelope.recordKey(id, recordKey), description });
      }
      return '';
    });
    return ids.map((id) => opened.get(id) ?? null);
  }

  async #record(unit: UnitOfWork, texts: readonly SealedText[]): Promise<void> {
    const { viewer, purpose } = this.#asking;
    const what = { purpose: purposeOf(purpose), fields: ['case.description'] };
    const accesses = texts.flatMap(({ id, territory, reporter, anonymous }) => {
      if (reporter === null || reporter === viewer.person) return [];
      const as = readingAs(viewer, territory);
      return [{ person: reporter, territory, caseId: id, as, ...what, concealed: anonymous }];
    });
    await recordAccesses(unit, this.#asking, accesses);
  }
}

async function readableTexts({ em }: UnitOfWork, ids: readonly string[]): Promise<readonly SealedText[]> {
  const { rows } = await sql<SealedText>`
    select id, territory, reporter, anonymous, description, record_key as "recordKey" from "case"
    where id = any(${[...ids]}::uuid[]) and record_key is not null and linli_reads_case(territory, reporter, handler_ids)`.execute(
    em.getKysely(),
  );
  return rows;
}

/** Where the note of a step is sealed. */
export function placeOfNote(caseId: string, sequence: number) {
  return { table: 'case_event', id: `${caseId}:${sequence}`, field: 'note' };
}
