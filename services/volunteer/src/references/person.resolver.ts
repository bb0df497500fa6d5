import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { JsonScalar } from '@linli/subgraph/scalars';
import type { VolunteerContext } from '../context.js';
import { PersonReference } from './person.references.js';

@Resolver(() => PersonReference)
export class PersonResolver {
  @FieldResolver(() => JsonScalar, {
    nullable: true,
    description:
      'All that this service holds about the person, for the person and the auditors of their territory (right of access and copy); null for anyone else. Each copy that an auditor takes is recorded.',
  })
  heldInVolunteer(@Root() { id }: PersonReference, @Ctx() { held }: VolunteerContext) {
    return held.copyOf(id);
  }
}
