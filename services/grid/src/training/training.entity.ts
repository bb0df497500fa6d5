import { defineEntity, p } from '@mikro-orm/core';
import { idColumn, territoryColumn } from '@linli/persistence/columns';

/** A training that was held in a community. Who came is in `training_attendee`. */
export const TrainingSchema = defineEntity({
  name: 'TrainingRow',
  tableName: 'training',
  properties: {
    id: idColumn(),
    community: territoryColumn(),
    topic: p.string(),
    heldOn: p.date(),
    hours: p.double(),
  },
});

export class TrainingRow extends TrainingSchema.class {}
TrainingSchema.setClass(TrainingRow);
