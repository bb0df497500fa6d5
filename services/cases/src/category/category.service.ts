import { RequestErrors } from '@linli/subgraph/request.errors';
import { territoriesOf } from '@linli/domain/viewer';
import { commit } from '@linli/persistence/unit-of-work';
import type { Asking } from '../asking.js';
import { CategoryErrors } from './category.errors.js';
import { CaseCategoryRow } from './category.entity.js';
import type { CategoryLoaders, CategoryRecord } from './category.loaders.js';
import { refusalOfCategory } from './category.rules.js';
import type { CaseCategory, CaseCategoryInput } from './category.type.js';

const CITY_DIGITS = 4;
const CODE = /^[A-Z][A-Z_]{1,30}([.][A-Z][A-Z_]{1,30})?$/;

/** The categories of cases: read by everyone, defined by administrators. */
export class CategoryService {
  readonly #asking: Asking;
  readonly #loaders: CategoryLoaders;

  constructor(asking: Asking, loaders: CategoryLoaders) {
    this.#asking = asking;
    this.#loaders = loaders;
  }

  async all(): Promise<CaseCategory[]> {
    return (await this.#loaders.all()).map((record) => this.#spoken(record));
  }

  async byCode(code: string): Promise<CaseCategory | null> {
    const record = await this.#loaders.byCode.load(code);
    return record === null ? null : this.#spoken(record);
  }

  async parentOf(code: string): Promise<CaseCategory | null> {
    const parent = (await this.#loaders.byCode.load(code))?.parent ?? null;
    return parent === null ? null : this.byCode(parent);
  }

  async kindsOf(code: string): Promise<CaseCategory[]> {
    return (await this.#loaders.all()).filter((record) => record.parent === code).map((record) => this.#spoken(record));
  }

  /** Adds a category or changes one. Cases that are under way keep the limits that they were given. */
  async define(code: string, input: CaseCategoryInput): Promise<CaseCategory | null> {
    this.#assertOfACity();
    await this.#assertSound(code, input);
    const asked = {
      operation: 'defineCaseCategory',
      input: { code, input },
      idempotencyKey: this.#asking.idempotencyKey,
    };
    await commit(this.#asking.database, this.#asking.actor, asked, async (unit) => {
      await unit.em.execute('lock table case_category in share row exclusive mode');
      const known = await unit.em.findOne(CaseCategoryRow, { code });
      const fields = fieldsOf(input);
      if (known === null) unit.em.create(CaseCategoryRow, { code, ...fields });
      else unit.em.assign(known, fields);
      unit.audit({ type: 'caseCategory', id: code, territory: null });
      return code;
    });
    this.#loaders.clear();
    return this.byCode(code);
  }

  /** Categories hold for the whole city, so whoever administers less of it does not change them. */
  #assertOfACity(): void {
    const held = territoriesOf(this.#asking.viewer, ['ADMINISTRATOR']);
    if (!held.some((territory) => territory.length <= CITY_DIGITS)) throw CategoryErrors.notOfACity();
  }

  async #assertSound(code: string, input: CaseCategoryInput): Promise<void> {
    if (!CODE.test(code)) throw RequestErrors.badUserInput({ path: 'code' });
    const parent = input.parent ?? null;
    const parentRecord = parent === null ? null : await this.#loaders.byCode.load(parent);
    if (parent !== null && parentRecord === null) throw CategoryErrors.unknownCategory({ path: 'input.parent' });
    const reason = refusalOfCategory({
      firstLevel: input.firstLevel,
      lastLevel: input.lastLevel,
      parentIsAKind: parentRecord !== null && (parentRecord.parent !== null || parent === code),
      hasKinds: (await this.#loaders.all()).some((record) => record.parent === code),
      isKind: parent !== null,
    });
    if (reason === 'LEVELS_CROSSED') throw CategoryErrors.levelsCrossed({ path: 'input.firstLevel' });
    if (reason === 'PARENT_IS_A_KIND') throw CategoryErrors.parentIsAKind({ path: 'input.parent' });
  }

  #spoken(record: CategoryRecord): CaseCategory {
    return {
      code: record.code,
      name: this.#asking.language === 'zh' ? record.name_zh : record.name_en,
      firstLevel: record.first_level,
      lastLevel: record.last_level,
      responsible: record.responsible,
      respondWithin: { amount: record.respond_amount, unit: record.respond_unit },
      resolveWithin: { amount: record.resolve_amount, unit: record.resolve_unit },
      private: record.private,
    };
  }
}

/** A category that a community names has the one name, in whichever language it is read. */
function fieldsOf(input: CaseCategoryInput) {
  return {
    nameZh: input.name,
    nameEn: input.name,
    parent: input.parent ?? null,
    firstLevel: input.firstLevel,
    lastLevel: input.lastLevel,
    responsible: input.responsible,
    respondAmount: input.respondWithin.amount,
    respondUnit: input.respondWithin.unit,
    resolveAmount: input.resolveWithin.amount,
    resolveUnit: input.resolveWithin.unit,
    private: input.private,
  };
}
