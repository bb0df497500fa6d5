import { Directive, Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { CivilDayScalar } from '@linli/subgraph/scalars';
import { GridPlanStatus } from './grid-plan.rules.js';

registerEnumType(GridPlanStatus, { name: 'GridPlanStatus' });

@ObjectType({
  description: `Proposal that divides a community into grids of about equal households, each of neighbouring buildings, none split,
and as few buildings as possible moved from today's grids (按户数划分网格). Nothing changes until it is adopted. Adopting opens new codes,
links them to their predecessors, and moves posts and buildings over; what happened in the old grids stays theirs. Special grids stay
as they are, and a grid whose buildings do not change keeps its code. A draft is for the officers of its community, who see it alone.`,
})
@Directive('@key(fields: "id")')
export class GridPlan {
  @Field(() => ID)
  id!: string;

  @Field(() => Int)
  targetHouseholds!: number;

  @Field(() => GridPlanStatus)
  status!: GridPlanStatus;

  @Field(() => CivilDayScalar, { nullable: true, description: 'The last day of its notice; it is adopted after.' })
  noticeUntil!: string | null;

  @Field(() => Int, { description: 'Buildings that would change grid.' })
  moves!: number;

  @Field(() => Float, {
    description: 'Largest over smallest number of households; a grid without any counts as one of 1.',
  })
  imbalance!: number;
}

@ObjectType()
export class PlannedGrid {
  @Field(() => Int, { description: 'From 1, row by row from north to south, in a row from west to east.' })
  sequence!: number;

  @Field(() => Int, { description: 'A building of unknown households counts as the mean of the known ones.' })
  households!: number;

  @Field(() => Boolean)
  contiguous!: boolean;

  @Field(() => Float, { description: 'From the mean, as a share of it.' })
  deviation!: number;
}
