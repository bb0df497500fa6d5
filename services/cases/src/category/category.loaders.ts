import DataLoader from 'dataloader';
import { sql } from 'kysely';
import type { Asking } from '../asking.js';
import type { HandlingLevel, ResponsibleParty } from './category.rules.js';
import type { TimeUnit } from './time-limit.rules.js';

export interface CategoryRecord {
  code: string;
  name_zh: string;
  name_en: string;
  parent: string | null;
  first_level: HandlingLevel;
  last_level: HandlingLevel;
  responsible: ResponsibleParty;
  respond_amount: number;
  respond_unit: TimeUnit;
  resolve_amount: number;
  resolve_unit: TimeUnit;
  private: boolean;
}

/** Categories are few and public: one statement reads them all, once a request. */
export class CategoryLoaders {
  readonly byCode: DataLoader<string, CategoryRecord | null>;
  readonly #asking: Asking;
  #all: Promise<CategoryRecord[]> | null = null;

  constructor(asking: Asking) {
    this.#asking = asking;
    this.byCode = new DataLoader(async (codes) => {
      const known = new Map((await this.all()).map((record) => [record.code, record]));
      return codes.map((code) => known.get(code) ?? null);
    });
  }

  all(): Promise<CategoryRecord[]> {
    this.#all ??= sql<CategoryRecord>`select * from case_category order by code`
      .execute(this.#asking.database.em.fork().getKysely())
      .then(({ rows }) => rows);
    return this.#all;
  }

  clear(): void {
    this.#all = null;
    this.byCode.clearAll();
  }
}
