import { defineEntity, p, Type } from '@mikro-orm/core';
import { territoryColumn, versionColumn } from '@linli/persistence/columns';
import { polygonOf, ringOf, type Position } from './boundary.rules.js';
import { GridKind, type GridTheme } from './grid.rules.js';

class RingType extends Type<readonly Position[] | null, string | null> {
  override convertToDatabaseValue(ring: readonly Position[] | null): string | null {
    return ring === null ? null : polygonOf(ring);
  }

  override convertToJSValue(polygon: string | null): readonly Position[] | null {
    return polygon === null ? null : ringOf(polygon);
  }

  override getColumnType(): string {
    return 'polygon';
  }
}

/** A grid of a community, or a micro-grid of a grid. */
export const GridSchema = defineEntity({
  name: 'GridRow',
  tableName: 'grid',
  properties: {
    code: territoryColumn().primary(),
    community: territoryColumn(),
    parent: territoryColumn().strictNullable(),
    name: p.string(),
    kind: p.enum(() => GridKind),
    themes: p.array<GridTheme>(),
    boundary: p.type(RingType).strictNullable(),
    openedOn: p.date(),
    closedOn: p.date().strictNullable(),
    version: versionColumn(),
  },
});

export class GridRow extends GridSchema.class {}
GridSchema.setClass(GridRow);
