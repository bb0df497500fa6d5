import { Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { HandlingLevel, ResponsibleParty } from './category.rules.js';
import { TimeUnit } from './time-limit.rules.js';

registerEnumType(HandlingLevel, {
  name: 'HandlingLevel',
  description: 'The level that owns the case: what a level can settle does not leave it (小事不出院落，矛盾不出社区).',
});
registerEnumType(ResponsibleParty, {
  name: 'ResponsibleParty',
  description:
    "Who handles a kind of case first (四方责任): the grid, the compound's branch, its owners' body, its property company, the mediators, or a department.",
});
registerEnumType(TimeUnit, {
  name: 'TimeUnit',
  valuesConfig: {
    SAME_DAY: { description: 'Ends with the civil day in Beijing.' },
    WORKING_DAYS: { description: "Working days of the State Council's calendar, counted from the day after." },
  },
});

@ObjectType()
export class TimeLimit {
  @Field(() => Int)
  amount!: number;

  @Field(() => TimeUnit)
  unit!: TimeUnit;
}

@ObjectType({
  description: 'Two levels: a class and its kinds, each with the level that handles it first and its time limit.',
})
@Directive('@key(fields: "code")')
export class CaseCategory {
  @Field(() => ID)
  code!: string;

  @Field(() => String, { description: "In the caller's language." })
  name!: string;

  @Field(() => HandlingLevel)
  firstLevel!: HandlingLevel;

  @Field(() => HandlingLevel, { description: 'The highest level that it should need; above it a reason is asked.' })
  lastLevel!: HandlingLevel;

  @Field(() => ResponsibleParty, { description: 'Who handles it first.' })
  responsible!: ResponsibleParty;

  @Field(() => TimeLimit)
  respondWithin!: TimeLimit;

  @Field(() => TimeLimit)
  resolveWithin!: TimeLimit;

  @Field(() => Boolean, {
    description: 'About a person or a quarrel: never shown in public, and suppressed in small counts.',
  })
  private!: boolean;
}

@InputType()
export class TimeLimitInput {
  @Field(() => Int, { description: '1 to 366; for SAME_DAY it says nothing.' })
  @Min(1)
  @Max(366)
  amount!: number;

  @Field(() => TimeUnit)
  unit!: TimeUnit;
}

@InputType()
export class CaseCategoryInput {
  @Field(() => String)
  @Length(1, 50)
  name!: string;

  @Field(() => ID, { nullable: true })
  @Matches(/^[A-Z_]{2,31}$/, { message: 'a class' })
  parent?: string | null;

  @Field(() => HandlingLevel)
  firstLevel!: HandlingLevel;

  @Field(() => HandlingLevel)
  lastLevel!: HandlingLevel;

  @Field(() => ResponsibleParty)
  responsible!: ResponsibleParty;

  @Field(() => TimeLimitInput)
  @ValidateNested()
  respondWithin!: TimeLimitInput;

  @Field(() => TimeLimitInput)
  @ValidateNested()
  resolveWithin!: TimeLimitInput;

  @Field(() => Boolean, { defaultValue: false })
  private!: boolean;
}
