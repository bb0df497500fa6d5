import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { CivilDayScalar, JsonScalar } from '@linli/subgraph/scalars';
import type { GridContext } from '../context.js';
import { GridPost } from '../grid-post/grid-post.type.js';
import { PersonReference } from './person.references.js';

@Resolver(() => PersonReference)
export class PersonResolver {
  @FieldResolver(() => [GridPost], {
    nullable: true,
    description: 'Held on a day, today if not given, as far as the viewer may know that they hold them; at most 100.',
  })
  gridPosts(
    @Root() { id }: PersonReference,
    @Arg('on', () => CivilDayScalar, { nullable: true }) on: string | null,
    @Ctx() { postHolders }: GridContext,
  ) {
    return postHolders.postsOf(id, on);
  }

  @FieldResolver(() => JsonScalar, {
    nullable: true,
    description:
      'All that this service holds about the person, for the person and the auditors of their territory (right of access and copy); null for anyone else. Each copy that an auditor takes is recorded.',
  })
  heldInGrid(@Root() { id }: PersonReference, @Ctx() { held }: GridContext) {
    return held.copyOf(id);
  }
}
