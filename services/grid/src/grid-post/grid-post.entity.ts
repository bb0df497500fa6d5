import { defineEntity, p } from '@mikro-orm/core';
import { idColumn, territoryColumn, versionColumn } from '@linli/persistence/columns';
import { Department, GridRole } from './grid-post.rules.js';

/** A post to a territory for a time. Public; who holds it is in `GridPostHolderRow`. */
export const GridPostSchema = defineEntity({
  name: 'GridPostRow',
  tableName: 'grid_post',
  properties: {
    id: idColumn(),
    role: p.enum(() => GridRole),
    territory: territoryColumn(),
    grid: territoryColumn().strictNullable(),
    building: p.uuid().strictNullable(),
    entrance: p.integer().strictNullable(),
    department: p.enum(() => Department).strictNullable(),
    unit: p.uuid().strictNullable(),
    startsOn: p.date(),
    endsOn: p.date().strictNullable(),
    publicisedOn: p.date().strictNullable(),
    version: versionColumn(),
  },
});

export class GridPostRow extends GridPostSchema.class {}
GridPostSchema.setClass(GridPostRow);

/** Who holds a post: personal data, behind a row policy of its own. */
export const GridPostHolderSchema = defineEntity({
  name: 'GridPostHolderRow',
  tableName: 'grid_post_holder',
  properties: {
    post: p.uuid().primary(),
    person: p.uuid(),
  },
});

export class GridPostHolderRow extends GridPostHolderSchema.class {}
GridPostHolderSchema.setClass(GridPostHolderRow);
