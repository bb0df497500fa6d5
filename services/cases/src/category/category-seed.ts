import { sql } from 'kysely';
import type { Database } from '@linli/persistence/database';
import { STANDARD_CATEGORIES } from './standard-categories.js';

/** Adds the standard categories that are missing; those that were changed stay as they are. */
export async function addStandardCategories(database: Database): Promise<void> {
  const rows = STANDARD_CATEGORIES.map(
    (category) =>
      sql`(${category.code}, ${category.zh}, ${category.en}, ${category.code.includes('.') ? category.code.split('.')[0] : null},
        ${category.levels[0]}, ${category.levels[1]}, ${category.responsible},
        ${category.respondWithin.amount}::integer, ${category.respondWithin.unit},
        ${category.resolveWithin.amount}::integer, ${category.resolveWithin.unit}, ${category.private}::boolean)`,
  );
  await sql`
    insert into case_category (code, name_zh, name_en, parent, first_level, last_level, responsible, respond_amount,
      respond_unit, resolve_amount, resolve_unit, private)
    values ${sql.join(rows)} on conflict (code) do nothing`.execute(database.em.fork().getKysely());
}
