import { Field, Int, ObjectType } from 'type-graphql';
import { GridRole } from '../grid-post/grid-post.rules.js';

@ObjectType()
export class GridRoleCount {
  @Field(() => GridRole)
  role!: GridRole;

  @Field(() => Int)
  count!: number;
}

/** Totals over an area's whole subtree. */
@ObjectType()
export class GridCoverage {
  /** Code of the area. */
  area!: string;

  @Field(() => Int)
  compounds!: number;

  @Field(() => Int)
  grids!: number;

  @Field(() => Int)
  microGrids!: number;

  @Field(() => Int)
  buildings!: number;

  @Field(() => Int, {
    nullable: true,
    description: "Null where no building's households are known; else the sum of the known ones.",
  })
  households!: number | null;

  @Field(() => Int)
  buildingsOfUnknownHouseholds!: number;
}
