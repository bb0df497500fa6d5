import { codeAtLevel } from '@linli/domain/territory';
import type { Language } from '@linli/domain/refusal';
import type { GeoPoint } from '@linli/subgraph/geo-point.type';
import { isOverdue } from './case-list.js';
import type { CaseRecord } from './case.records.js';
import type { Case } from './case.type.js';

/**
 * A case on its way to the caller, with what its further fields are answered from. Each field is made when it is asked for: a list
 * reads no more of its cases than that (see `case-columns.ts`).
 */
export class CaseView implements Case {
  readonly record: CaseRecord;
  readonly #language: Language;
  readonly #now: Date;

  constructor(record: CaseRecord, language: Language, now: Date) {
    this.record = record;
    this.#language = language;
    this.#now = now;
  }

  get id() {
    return this.record.id;
  }

  get number() {
    return this.record.number;
  }

  get title() {
    const { text_readable, title, name_zh, name_en } = this.record;
    if (text_readable) return title;
    return this.#language === 'zh' ? name_zh : name_en;
  }

  get channel() {
    return this.record.channel;
  }

  get scale() {
    return this.record.scale;
  }

  get urgency() {
    return this.record.urgency;
  }

  get concern() {
    return this.record.text_readable ? this.record.concern : null;
  }

  get status() {
    return this.record.status;
  }

  get level() {
    return this.record.level;
  }

  /** Whoever may not read the case knows its place to the grid. */
  get territory() {
    const { text_readable, territory } = this.record;
    return text_readable ? territory : (codeAtLevel(territory, 'GRID') ?? territory);
  }

  get location(): GeoPoint | null {
    const { text_readable, latitude, longitude } = this.record;
    return text_readable && latitude !== null && longitude !== null ? { latitude, longitude } : null;
  }

  get handlers() {
    return this.record.text_readable ? this.record.handlers : [];
  }

  get reportedAt() {
    return new Date(this.record.reported_at);
  }

  get respondBy() {
    return new Date(this.record.respond_by);
  }

  get respondedAt() {
    return instantOf(this.record.responded_at);
  }

  get resolveBy() {
    return new Date(this.record.resolve_by);
  }

  get resolvedAt() {
    return instantOf(this.record.resolved_at);
  }

  get closedAt() {
    return instantOf(this.record.closed_at);
  }

  get overdue() {
    return isOverdue(this.record, this.#now);
  }

  get version() {
    return this.record.version;
  }
}

export function instantOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
