import { defineEntity, p } from '@mikro-orm/core';
import { idColumn, instantColumn, territoryColumn } from '@linli/persistence/columns';
import { DiaryKind } from './diary.rules.js';

/** What grid staff saw and heard on a day (民情日志); insert-only. */
export const DiarySchema = defineEntity({
  name: 'DiaryRow',
  tableName: 'diary_entry',
  properties: {
    id: idColumn(),
    grid: territoryColumn(),
    author: p.uuid(),
    kind: p.enum(() => DiaryKind),
    happenedAt: instantColumn(),
    /** Sealed with the key of the entry. */
    note: p.blob(),
    recordKey: p.blob(),
    case: p.uuid().strictNullable(),
  },
});

export class DiaryRow extends DiarySchema.class {}
DiarySchema.setClass(DiaryRow);

/** Where the note of an entry is sealed. */
export function placeOfNote(id: string) {
  return { table: 'diary_entry', id, field: 'note' };
}
