import { defineEntity, p } from '@mikro-orm/core';
import { HandlingLevel, ResponsibleParty } from './category.rules.js';
import { TimeUnit } from './time-limit.rules.js';

/** A class of cases or a kind of one, with the level that handles it first and its time limits. */
const CaseCategorySchema = defineEntity({
  name: 'CaseCategoryRow',
  tableName: 'case_category',
  properties: {
    code: p.string().primary(),
    nameZh: p.string(),
    nameEn: p.string(),
    parent: p.string().nullable(),
    firstLevel: p.enum(() => HandlingLevel),
    lastLevel: p.enum(() => HandlingLevel),
    responsible: p.enum(() => ResponsibleParty),
    respondAmount: p.integer(),
    respondUnit: p.enum(() => TimeUnit),
    resolveAmount: p.integer(),
    resolveUnit: p.enum(() => TimeUnit),
    private: p.boolean(),
    version: p.integer().version(),
  },
});

export class CaseCategoryRow extends CaseCategorySchema.class {}
CaseCategorySchema.setClass(CaseCategoryRow);
export { CaseCategorySchema };
