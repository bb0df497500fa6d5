import { levelOf } from '@linli/domain/territory';

/** What grid staff did when they saw or heard what their diary says. */
export enum DiaryKind {
  HOME_VISIT = 'HOME_VISIT',
  PATROL = 'PATROL',
  PHONE_CALL = 'PHONE_CALL',
  CARE_KNOCK = 'CARE_KNOCK',
  MEETING = 'MEETING',
}

const MOST_CHARACTERS = 5_000;

export interface NewDiary {
  readonly grid: string;
  readonly kind: DiaryKind;
  readonly happenedAt: Date;
  readonly note: string;
  readonly case?: string | null;
  /** Names the entry before it is sent: one written without a network may be sent again. */
  readonly idempotencyKey?: string | null;
}

/** Path of the first input that makes no entry of a diary; null where all do. */
export function faultInDiary(diary: NewDiary, now: Date): string | null {
  if (!['GRID', 'MICRO_GRID'].includes(levelOf(diary.grid))) return 'input.grid';
  if (diary.happenedAt > now) return 'input.happenedAt';
  const characters = Array.from(diary.note.trim()).length;
  if (characters === 0 || characters > MOST_CHARACTERS) return 'input.note';
  const key = diary.idempotencyKey ?? null;
  return key === null || (key.length >= 1 && key.length <= 200) ? null : 'input.idempotencyKey';
}
