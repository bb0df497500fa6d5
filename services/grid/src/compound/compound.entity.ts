import { defineEntity, p } from '@mikro-orm/core';
import { idColumn, territoryColumn, versionColumn } from '@linli/persistence/columns';
import { CompoundKind, PropertyManagement } from './compound.rules.js';

/** A residential compound or courtyard, or a business district. */
export const CompoundSchema = defineEntity({
  name: 'CompoundRow',
  tableName: 'compound',
  properties: {
    id: idColumn(),
    community: territoryColumn(),
    name: p.string(),
    kind: p.enum(() => CompoundKind),
    propertyManagement: p.enum(() => PropertyManagement),
    plan: p.text().strictNullable(),
    version: versionColumn(),
  },
});

export class CompoundRow extends CompoundSchema.class {}
CompoundSchema.setClass(CompoundRow);
