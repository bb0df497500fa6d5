import { defineEntity, p } from '@mikro-orm/core';
import { HandlingLevel } from '../category/category.rules.js';
import { CaseStatus } from './case.rules.js';
import { CaseScale, Channel, Concern, Urgency } from './case-words.rules.js';

/** To whom a case is assigned. */
export interface HandlerRef {
  readonly kind: 'GridPost' | 'PartyOrganization' | 'Unit';
  readonly id: string;
}

/** A case as it is stored: its text sealed with a key of its own, everything else in the clear and free of people's names. */
const CaseSchema = defineEntity({
  name: 'CaseRow',
  tableName: 'case',
  properties: {
    id: p.uuid().primary(),
    number: p.string(),
    title: p.string(),
    description: p.blob().nullable(),
    recordKey: p.blob().nullable(),
    category: p.string(),
    private: p.boolean(),
    channel: p.enum(() => Channel),
    scale: p.enum(() => CaseScale).nullable(),
    urgency: p.enum(() => Urgency),
    concern: p.enum(() => Concern).nullable(),
    status: p.enum(() => CaseStatus),
    level: p.enum(() => HandlingLevel),
    territory: p.string(),
    building: p.uuid().nullable(),
    latitude: p.double().nullable(),
    longitude: p.double().nullable(),
    reporter: p.uuid().nullable(),
    anonymous: p.boolean(),
    reporterErased: p.boolean().default(false),
    handlers: p.json<HandlerRef[]>(),
    handlerIds: p.array().columnType('uuid[]'),
    reportedAt: p.datetime(),
    respondBy: p.datetime(),
    respondedAt: p.datetime().nullable(),
    resolveBy: p.datetime(),
    resolvedAt: p.datetime().nullable(),
    closedAt: p.datetime().nullable(),
    version: p.integer().version(),
  },
});

export class CaseRow extends CaseSchema.class {}
CaseSchema.setClass(CaseRow);
export { CaseSchema };
