import { sql } from 'kysely';
import type { HandlingLevel } from '../category/category.rules.js';
import type { HandlerRef } from './case.entity.js';
import type { CaseAction, CaseStatus } from './case.rules.js';
import type { CaseScale, Channel, Concern, Urgency } from './case-words.rules.js';

/** A case as lists and pages read it, as far as they were asked for it, without its sealed text; instants as the database spells them. */
export interface CaseRecord {
  id: string;
  number: string;
  title: string;
  category: string;
  channel: Channel;
  scale: CaseScale | null;
  urgency: Urgency;
  concern: Concern | null;
  status: CaseStatus;
  level: HandlingLevel;
  territory: string;
  building: string | null;
  latitude: number | null;
  longitude: number | null;
  handlers: HandlerRef[];
  reporter: string | null;
  anonymous: boolean;
  reported_at: string;
  respond_by: string;
  responded_at: string | null;
  resolve_by: string;
  resolved_at: string | null;
  closed_at: string | null;
  version: number;
  name_zh: string;
  name_en: string;
  /** Whether the viewer may read the text, and with it title, place and history. */
  text_readable: boolean;
  /** Whether the viewer is its handler. */
  acts: boolean;
}

/** Condition that the viewer acts for a handler of the case; for whom they act is looked up once a statement. */
export const ACTS = sql<boolean>`c.handler_ids && (select linli_acting_for())`;

/** Condition that the viewer may read the text of the case. */
export const READS_TEXT = sql<boolean>`
  (linli_within(c.territory, 'linli.reads') or coalesce(c.reporter = linli_viewer(), false) or ${ACTS})`;

export interface CaseEventRecord {
  case_id: string;
  sequence: number;
  at: string;
  action: CaseAction | null;
  from_status: CaseStatus | null;
  to_status: CaseStatus;
  by_role: string;
  by_person: string | null;
  note: Buffer | null;
  handlers: HandlerRef[];
  hash: string;
  moved_from: string | null;
  moved_to: string | null;
}
