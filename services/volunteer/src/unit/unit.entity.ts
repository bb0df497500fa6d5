import { defineEntity, p } from '@mikro-orm/core';
import { idColumn, versionColumn } from '@linli/persistence/columns';
import { UnitKind, UnitStatus } from './unit.rules.js';

/** A legal person that helps a community; where it reports and into which grids it was drawn is kept in tables of their own. */
const UnitSchema = defineEntity({
  name: 'UnitRow',
  tableName: 'unit',
  properties: {
    id: idColumn(),
    name: p.string(),
    creditCode: p.string(),
    kind: p.enum(() => UnitKind),
    status: p.enum(() => UnitStatus),
    /** Why it was turned away. */
    statusReason: p.string().strictNullable(),
    version: versionColumn(),
  },
});

export class UnitRow extends UnitSchema.class {}
UnitSchema.setClass(UnitRow);
export { UnitSchema };
