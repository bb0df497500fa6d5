import { defineEntity, p, Type } from '@mikro-orm/core';
import { idColumn, territoryColumn, versionColumn } from '@linli/persistence/columns';
import { pointOf, type Position } from '../grid/boundary.rules.js';

/** The driver reads a point as x and y. */
class PositionType extends Type<Position | null, string | { x: number; y: number } | null> {
  override convertToDatabaseValue(position: Position | null): string | null {
    return position === null ? null : pointOf(position);
  }

  override convertToJSValue(point: { x: number; y: number } | null): Position | null {
    return point === null ? null : { latitude: point.y, longitude: point.x };
  }

  override getColumnType(): string {
    return 'point';
  }
}

/** A building of a grid. */
export const BuildingSchema = defineEntity({
  name: 'BuildingRow',
  tableName: 'building',
  properties: {
    id: idColumn(),
    grid: territoryColumn(),
    compound: p.uuid().strictNullable(),
    number: p.string(),
    entrances: p.integer(),
    floors: p.integer().strictNullable(),
    households: p.integer().strictNullable(),
    location: p.type(PositionType).strictNullable(),
    version: versionColumn(),
  },
});

export class BuildingRow extends BuildingSchema.class {}
BuildingSchema.setClass(BuildingRow);
