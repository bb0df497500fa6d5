import { defineEntity, p } from '@mikro-orm/core';
import { idColumn, instantColumn, territoryColumn, versionColumn } from '@linli/persistence/columns';
import { ClaimStatus } from './claim.rules.js';

/** A part of a resource that a community has claimed. */
const ClaimSchema = defineEntity({
  name: 'ClaimRow',
  tableName: 'claim',
  properties: {
    id: idColumn(),
    resource: p.uuid(),
    community: territoryColumn(),
    quantity: p.integer(),
    status: p.enum(() => ClaimStatus),
    /** Why it was withdrawn. */
    statusReason: p.string().strictNullable(),
    scheduledFor: instantColumn().strictNullable(),
    deliveredQuantity: p.integer().strictNullable(),
    rating: p.integer().strictNullable(),
    version: versionColumn(),
  },
});

export class ClaimRow extends ClaimSchema.class {}
ClaimSchema.setClass(ClaimRow);
export { ClaimSchema };
