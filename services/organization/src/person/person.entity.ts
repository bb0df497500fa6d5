import { defineEntity, p } from '@mikro-orm/core';
import { idColumn, instantColumn, territoryColumn, versionColumn } from '@linli/persistence/columns';

/** A person in the vault: the mask in the clear, everything else sealed with a key of their own. Dropping the key erases them. */
export const PersonSchema = defineEntity({
  name: 'PersonRow',
  tableName: 'person',
  properties: {
    id: idColumn(),
    territory: territoryColumn(),
    mask: p.string(),
    name: p.blob().strictNullable(),
    phone: p.blob().strictNullable(),
    phoneIndex: p.integer().strictNullable(),
    address: p.blob().strictNullable(),
    recordKey: p.blob().strictNullable(),
    erasedAt: instantColumn().strictNullable(),
    version: versionColumn(),
  },
});

export class PersonRow extends PersonSchema.class {}
PersonSchema.setClass(PersonRow);
