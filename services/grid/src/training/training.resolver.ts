import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { CivilDayScalar } from '@linli/subgraph/scalars';
import { Area } from '../area/area.type.js';
import type { GridContext } from '../context.js';
import { GridPost } from '../grid-post/grid-post.type.js';
import type { TrainingAttended, TrainingRecordOf } from './training.loaders.js';
import { RecordTrainingInput, Training, TrainingRecord } from './training.type.js';

@Resolver(() => Training)
export class TrainingResolver {
  @Mutation(() => Training)
  async recordTraining(
    @Arg('input', () => RecordTrainingInput) input: RecordTrainingInput,
    @Ctx() context: GridContext,
  ) {
    return context.trainings.byId(await context.trainingService.record(input));
  }

  @FieldResolver(() => Area)
  community(@Root() training: TrainingRecordOf, @Ctx() { areas }: GridContext) {
    return areas.byCode(training.community);
  }

  @FieldResolver(() => [GridPost])
  attendees(@Root() training: TrainingRecordOf, @Ctx() { trainings }: GridContext) {
    return trainings.attendeesOf(training.id);
  }
}

@Resolver(() => TrainingRecord)
export class TrainingRecordResolver {
  @FieldResolver(() => Training)
  training(@Root() record: TrainingAttended): TrainingAttended {
    return record;
  }
}

@Resolver(() => GridPost)
export class PostTrainingsResolver {
  @FieldResolver(() => [TrainingRecord], {
    description: 'That its holder came to, the newest first; at most 100, since a day where it is given.',
  })
  trainings(
    @Root() post: GridPost,
    @Arg('since', () => CivilDayScalar, { nullable: true }) since: string | null,
    @Ctx() { trainings }: GridContext,
  ) {
    return trainings.ofPost(post.id, since);
  }
}
