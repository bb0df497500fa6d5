import { Directive, Field, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { connectionType } from '@linli/subgraph/connection';
import { GeoPoint, GeoPointInput } from '@linli/subgraph/geo-point.type';
import { CivilDayScalar, TerritoryCodeScalar } from '@linli/subgraph/scalars';
import { GridKind, GridTheme, type GridChange, type NewGrid } from './grid.rules.js';

registerEnumType(GridTheme, {
  name: 'GridTheme',
  description: 'What a grid specialises in: one grid, one feature (一网格一特色).',
});
registerEnumType(GridKind, {
  name: 'GridKind',
  valuesConfig: {
    SPECIAL: { description: 'A market, campus, park or business building (专属网格).' },
    MICRO: { description: 'Part of a grid, run by a micro-grid leader (微网格).' },
  },
});

@ObjectType()
@Directive('@key(fields: "code")')
export class Grid {
  @Field(() => TerritoryCodeScalar, { description: '15 digits; 17 for a micro-grid.' })
  code!: string;

  @Field(() => String)
  name!: string;

  @Field(() => GridKind)
  kind!: GridKind;

  @Field(() => [GridTheme])
  themes!: GridTheme[];

  @Field(() => [GeoPoint], {
    nullable: true,
    description: 'Ring of the boundary, first point repeated last; null where not drawn.',
  })
  boundary!: GeoPoint[] | null;

  @Field(() => CivilDayScalar, {
    description:
      'A grid lives from the day that its division took effect to the day that the next one did; a code is never used again.',
  })
  openedOn!: string;

  @Field(() => CivilDayScalar, { nullable: true })
  closedOn!: string | null;
}

export const GridConnection = connectionType('Grid', () => Grid);

@InputType({ description: 'theme: grids that carry it among theirs.' })
export class GridFilter {
  @Field(() => GridKind, { nullable: true })
  kind?: GridKind | null;

  @Field(() => GridTheme, { nullable: true })
  theme?: GridTheme | null;

  @Field(() => Boolean, { nullable: true })
  hasLeader?: boolean | null;

  @Field(() => String, { nullable: true })
  nameContains?: string | null;
}

@InputType()
export class CreateGridInput implements NewGrid {
  @Field(() => TerritoryCodeScalar)
  community!: string;

  @Field(() => String)
  name!: string;

  @Field(() => GridKind, { defaultValue: GridKind.RESIDENTIAL })
  kind!: GridKind;

  @Field(() => [GridTheme], { nullable: true })
  themes?: GridTheme[] | null;

  @Field(() => TerritoryCodeScalar, { nullable: true })
  parent?: string | null;

  @Field(() => [GeoPointInput], { nullable: true })
  boundary?: GeoPointInput[] | null;
}

@InputType()
export class UpdateGridInput implements GridChange {
  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => [GridTheme], { nullable: true })
  themes?: GridTheme[] | null;

  @Field(() => [GeoPointInput], { nullable: true })
  boundary?: GeoPointInput[] | null;
}
