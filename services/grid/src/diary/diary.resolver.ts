import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { PageOf20 } from '@linli/subgraph/page.type';
import type { GridContext } from '../context.js';
import { Grid } from '../grid/grid.type.js';
import { GridPost } from '../grid-post/grid-post.type.js';
import { CaseReference } from '../references/case.references.js';
import type { DiaryRecord } from './diary.loaders.js';
import { DiaryConnection, DiaryEntry, WriteDiaryInput } from './diary.type.js';

@Resolver(() => DiaryEntry)
export class DiaryResolver {
  @Mutation(() => DiaryEntry, { description: 'The author is the post to the grid that the caller held on the day.' })
  async writeDiary(@Arg('input', () => WriteDiaryInput) input: WriteDiaryInput, @Ctx() context: GridContext) {
    return context.diaries.byId(await context.diaryService.write(input));
  }

  @FieldResolver(() => Grid)
  grid(@Root() diary: DiaryRecord, @Ctx() { grids }: GridContext) {
    return grids.byCode(diary.grid);
  }

  @FieldResolver(() => GridPost)
  author(@Root() diary: DiaryRecord, @Ctx() { gridPosts }: GridContext) {
    return gridPosts.byId(diary.author);
  }

  @FieldResolver(() => String, {
    description: "Free text; visible within the grid's territory only. Who reads one of another is in the audit.",
  })
  note(@Root() diary: DiaryRecord, @Ctx() { diaryNotes }: GridContext) {
    return diaryNotes.of(diary.id);
  }

  @FieldResolver(() => CaseReference, { nullable: true, description: 'The case that it led to, if any.' })
  case(@Root() diary: DiaryRecord): CaseReference | null {
    return diary.case === null ? null : { id: diary.case };
  }
}

@Resolver(() => Grid)
export class GridDiariesResolver {
  @FieldResolver(() => DiaryConnection, {
    description: 'What happened last first; for the grid staff and officers of the place, none for anyone else.',
  })
  diaries(@Root() grid: Grid, @Args(() => PageOf20) page: PageOf20, @Ctx() { diaries }: GridContext) {
    return diaries.ofGrid(grid.code, page);
  }
}
