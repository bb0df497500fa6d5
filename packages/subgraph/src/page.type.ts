import { ArgsType, Field, Int } from 'type-graphql';

/** A page of a list, 20 where the caller does not say how many. */
@ArgsType()
export class PageOf20 {
  @Field(() => Int, { nullable: true, defaultValue: 20 })
  first?: number | null;

  @Field(() => String, { nullable: true })
  after?: string | null;
}

/** A page of a list, 50 where the caller does not say how many. */
@ArgsType()
export class PageOf50 {
  @Field(() => Int, { nullable: true, defaultValue: 50 })
  first?: number | null;

  @Field(() => String, { nullable: true })
  after?: string | null;
}
