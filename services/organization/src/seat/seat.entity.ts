import { defineEntity, p } from '@mikro-orm/core';
import { idColumn, territoryColumn, versionColumn } from '@linli/persistence/columns';
import { SeatTitle } from './seat.rules.js';

/** An office for a term. Its holder is an id here; who that is, the policies of `person` decide. */
export const SeatSchema = defineEntity({
  name: 'SeatRow',
  tableName: 'seat',
  properties: {
    id: idColumn(),
    person: p.uuid(),
    organization: p.uuid(),
    area: territoryColumn(),
    title: p.enum(() => SeatTitle),
    office: p.string().strictNullable(),
    concurrent: p.boolean(),
    unit: p.uuid().strictNullable(),
    startsOn: p.date(),
    endsOn: p.date().strictNullable(),
    version: versionColumn(),
  },
});

export class SeatRow extends SeatSchema.class {}
SeatSchema.setClass(SeatRow);
