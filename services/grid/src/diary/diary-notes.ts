import DataLoader from 'dataloader';
import { sql } from 'kysely';
import { commit } from '@linli/persistence/unit-of-work';
import type { Asking } from '../asking.js';
import { placeOfNote } from './diary.entity.js';

interface SealedNote {
  readonly id: string;
  readonly grid: string;
  readonly note: Buffer;
  readonly recordKey: Buffer;
  readonly isOwn: boolean;
}

/**
 * Reads the notes of diaries. A note may name whom its author met, but is about none of them, so that no access record can name a
 * person: the audit says instead, in the transaction that reads, who read notes of which grid. One's own are read without.
 */
export class DiaryNotes {
  readonly #asking: Asking;
  readonly #notes = new DataLoader<string, string | null>((ids) => this.#open(ids));

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  of(diary: string): Promise<string | null> {
    return this.#notes.load(diary);
  }

  async #open(ids: readonly string[]): Promise<(string | null)[]> {
    const { database, actor, viewer, envelope } = this.#asking;
    const opened = new Map<string, string>();
    await commit(database, actor, { operation: 'readDiaryNotes', input: null }, async ({ em, audit }) => {
      const { rows } = await sql<SealedNote>`
        select id, grid, note, record_key as "recordKey", exists (
          select from grid_post_holder as holder where holder.post = author and holder.person = ${viewer.person}::uuid
        ) as "isOwn"
        from diary_entry where id = any(${[...ids]}::uuid[])`.execute(em.getKysely());
      const readOf = new Set(rows.flatMap(({ grid, isOwn }) => (isOwn ? [] : [grid])));
      for (const grid of readOf) audit({ type: 'diary', id: grid, territory: grid });
      for (const { id, note, recordKey } of rows) {
        opened.set(id, envelope.open(envelope.recordKey(id, recordKey), placeOfNote(id), note));
      }
      return '';
    });
    return ids.map((id) => opened.get(id) ?? null);
  }
}
