import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { CivilDayScalar, TerritoryCodeScalar } from '@linli/subgraph/scalars';
import { Building } from '../building/building.type.js';
import type { GridContext } from '../context.js';
import { Grid } from '../grid/grid.type.js';
import { PersonReference } from '../references/person.references.js';
import { UnitReference } from '../references/unit.references.js';
import type { GridPostRecord } from './grid-post.loaders.js';
import { AppointToGridInput, GridPost } from './grid-post.type.js';

@Resolver(() => GridPost)
export class GridPostResolver {
  @Mutation(() => GridPost)
  async appointToGrid(@Arg('input', () => AppointToGridInput) input: AppointToGridInput, @Ctx() context: GridContext) {
    return context.gridPosts.byId(await context.gridPostService.appoint(input));
  }

  @Mutation(() => GridPost, { description: 'endsOn is the last day of the post.' })
  async endGridPost(
    @Arg('id', () => ID) id: string,
    @Arg('endsOn', () => CivilDayScalar) endsOn: string,
    @Ctx() context: GridContext,
  ) {
    return context.gridPosts.byId(await context.gridPostService.end(id, endsOn));
  }

  @Mutation(() => [GridPost], {
    description:
      'Puts the posts of a grid up for the residents to see: those that are held on the day, which may be up to 30 days ago. Posts that are up already stay so.',
  })
  async publiciseRoster(
    @Arg('grid', () => TerritoryCodeScalar) grid: string,
    @Arg('on', () => CivilDayScalar) on: string,
    @Ctx() context: GridContext,
  ) {
    return context.gridPosts.rosterOf(await context.rosterService.publicise(grid, on), on);
  }

  @FieldResolver(() => PersonReference, {
    nullable: true,
    description:
      'Null where the viewer may not know: before and after the roster is up, the holder and the officers and grid staff of the place know.',
  })
  person(@Root() post: GridPostRecord, @Ctx() { postHolders }: GridContext) {
    return postHolders.of(post.id);
  }

  @FieldResolver(() => Grid, { nullable: true, description: 'Null where the post is to a community or street.' })
  grid(@Root() post: GridPostRecord, @Ctx() { grids }: GridContext) {
    return post.grid === null ? null : grids.byCode(post.grid);
  }

  @FieldResolver(() => Building, { nullable: true })
  building(@Root() post: GridPostRecord, @Ctx() { buildings }: GridContext) {
    return post.building === null ? null : buildings.byId(post.building);
  }

  @FieldResolver(() => UnitReference, { nullable: true, description: 'That sent a liaison.' })
  unit(@Root() { unit }: GridPostRecord) {
    return unit === null ? null : { id: unit };
  }
}
