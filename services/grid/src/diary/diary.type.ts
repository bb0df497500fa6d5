import { Directive, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { connectionType } from '@linli/subgraph/connection';
import { InstantScalar, TerritoryCodeScalar } from '@linli/subgraph/scalars';
import { DiaryKind, type NewDiary } from './diary.rules.js';

registerEnumType(DiaryKind, { name: 'DiaryKind' });

@ObjectType({ description: 'What grid staff saw and heard on a day (民情日志).' })
@Directive('@key(fields: "id")')
export class DiaryEntry {
  @Field(() => ID)
  id!: string;

  @Field(() => DiaryKind)
  kind!: DiaryKind;

  @Field(() => InstantScalar)
  happenedAt!: Date | string;
}

export const DiaryConnection = connectionType('Diary', () => DiaryEntry);

@InputType()
export class WriteDiaryInput implements NewDiary {
  @Field(() => TerritoryCodeScalar)
  grid!: string;

  @Field(() => DiaryKind)
  kind!: DiaryKind;

  @Field(() => InstantScalar, { description: 'Not in the future; the author held a post to the grid on that day.' })
  happenedAt!: Date;

  @Field(() => String, { description: 'At most 5,000 characters.' })
  note!: string;

  @Field(() => ID, { nullable: true })
  case?: string | null;

  @Field(() => ID, { nullable: true })
  idempotencyKey?: string | null;
}
