import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GridContext } from '../context.js';
import { Grid } from '../grid/grid.type.js';

@Resolver(() => Grid)
export class LineageResolver {
  @FieldResolver(() => [Grid], { description: 'Grids whose buildings went into it when it opened.' })
  predecessors(@Root() grid: Grid, @Ctx() { lineage }: GridContext) {
    return lineage.predecessorsOf(grid.code);
  }

  @FieldResolver(() => [Grid], { description: 'Grids into which its buildings went when it closed.' })
  successors(@Root() grid: Grid, @Ctx() { lineage }: GridContext) {
    return lineage.successorsOf(grid.code);
  }
}
