import { Directive, Field, Float, ID, InputType, ObjectType } from 'type-graphql';
import { CivilDayScalar, TerritoryCodeScalar } from '@linli/subgraph/scalars';
import type { NewTraining } from './training.rules.js';

@ObjectType()
@Directive('@key(fields: "id")')
export class Training {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  topic!: string;

  @Field(() => CivilDayScalar)
  heldOn!: string;

  @Field(() => Float)
  hours!: number;
}

@ObjectType()
export class TrainingRecord {
  @Field(() => Training)
  training!: Training;

  @Field(() => Boolean)
  completed!: boolean;
}

@InputType()
export class RecordTrainingInput implements NewTraining {
  @Field(() => TerritoryCodeScalar)
  community!: string;

  @Field(() => String)
  topic!: string;

  @Field(() => CivilDayScalar)
  heldOn!: string;

  @Field(() => Float)
  hours!: number;

  @Field(() => [ID], {
    description: 'Posts that were held on the day, in the community, below or around it; at most 100.',
  })
  attendees!: string[];

  @Field(() => [ID], { description: 'Those of the attendees who completed it.' })
  completed!: string[];
}
