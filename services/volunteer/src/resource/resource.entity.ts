import { defineEntity, p } from '@mikro-orm/core';
import { idColumn, versionColumn } from '@linli/persistence/columns';
import { Measure, ResourceForm } from './resource.rules.js';
import { ServiceField } from './service-field.rules.js';

/** What a unit offers. Its status is the database's to say; what remains is never written from here but when it is registered. */
const ResourceSchema = defineEntity({
  name: 'ResourceRow',
  tableName: 'resource',
  properties: {
    id: idColumn(),
    unit: p.uuid(),
    title: p.string(),
    field: p.enum(() => ServiceField),
    form: p.enum(() => ResourceForm),
    quantity: p.integer(),
    measure: p.enum(() => Measure),
    remaining: p.integer(),
    availableFrom: p.date().strictNullable(),
    availableUntil: p.date().strictNullable(),
    territories: p.array<string>(),
    closed: p.boolean(),
    version: versionColumn(),
  },
});

export class ResourceRow extends ResourceSchema.class {}
ResourceSchema.setClass(ResourceRow);
export { ResourceSchema };
