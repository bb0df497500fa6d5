import { Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionType } from '@linli/subgraph/connection';
import { GeoPoint, GeoPointInput } from '@linli/subgraph/geo-point.type';
import { TerritoryCodeScalar } from '@linli/subgraph/scalars';
import type { BuildingChange, NewBuilding } from './building.rules.js';

@ObjectType()
@Directive('@key(fields: "id")')
export class Building {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'As on the plate: 12号楼.' })
  number!: string;

  @Field(() => Int, { description: 'Entrances (单元).' })
  entrances!: number;

  @Field(() => Int, { nullable: true })
  floors!: number | null;

  @Field(() => Int, { nullable: true, description: 'Null where withheld or unknown, never 0 for it.' })
  households!: number | null;

  @Field(() => GeoPoint, { nullable: true })
  location!: GeoPoint | null;
}

export const BuildingConnection = connectionType('Building', () => Building);

@InputType()
export class CreateBuildingInput implements NewBuilding {
  @Field(() => TerritoryCodeScalar)
  grid!: string;

  @Field(() => ID, { nullable: true })
  compound?: string | null;

  @Field(() => String)
  number!: string;

  @Field(() => Int, { defaultValue: 1 })
  entrances!: number;

  @Field(() => Int, { nullable: true })
  floors?: number | null;

  @Field(() => Int, { nullable: true })
  households?: number | null;

  @Field(() => GeoPointInput, { nullable: true })
  location?: GeoPointInput | null;
}

@InputType()
export class UpdateBuildingInput implements BuildingChange {
  @Field(() => String, { nullable: true })
  number?: string | null;

  @Field(() => TerritoryCodeScalar, { nullable: true })
  grid?: string | null;

  @Field(() => Int, { nullable: true })
  entrances?: number | null;

  @Field(() => Int, { nullable: true })
  floors?: number | null;

  @Field(() => Int, { nullable: true })
  households?: number | null;

  @Field(() => GeoPointInput, { nullable: true })
  location?: GeoPointInput | null;
}
