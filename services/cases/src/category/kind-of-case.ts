import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { CategoryErrors } from './category.errors.js';
import type { CategoryRecord } from './category.loaders.js';
import type { HandlingLevel } from './category.rules.js';
import { dueAt } from './time-limit.rules.js';
import { stateCouncilWorkingDays } from './working-days.js';

/** What a case takes from the kind that it is of, for a report at an instant. */
export interface KindOfCase {
  readonly code: string;
  readonly private: boolean;
  readonly firstLevel: HandlingLevel;
  readonly lastLevel: HandlingLevel;
  readonly respondBy: Date;
  readonly resolveBy: Date;
}

/** The kind with that code; refuses a code that there is none for, a class that has kinds, and limits beyond the known calendar. */
export async function requireKind(
  em: EntityManager,
  code: string,
  reportedAt: Date,
  path: string,
): Promise<KindOfCase> {
  const { rows } = await sql<CategoryRecord>`
    select * from case_category where code = ${code} or parent = ${code} order by code`.execute(em.getKysely());
  const record = rows.find((row) => row.code === code);
  if (record === undefined) throw CategoryErrors.unknownCategory({ path });
  const kinds = rows.filter((row) => row.parent === code).map((row) => row.code);
  if (kinds.length > 0) throw CategoryErrors.classNotKind({ path, allowed: kinds });
  return {
    code,
    private: record.private,
    firstLevel: record.first_level,
    lastLevel: record.last_level,
    respondBy: due({ amount: record.respond_amount, unit: record.respond_unit }, reportedAt),
    resolveBy: due({ amount: record.resolve_amount, unit: record.resolve_unit }, reportedAt),
  };
}

function due(limit: Parameters<typeof dueAt>[0], from: Date): Date {
  const instant = dueAt(limit, from, stateCouncilWorkingDays);
  if (instant === null) throw CategoryErrors.workingDaysUnknown();
  return instant;
}
