import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { JsonScalar } from '@linli/subgraph/scalars';
import type { OrganizationContext } from '../context.js';
import type { PersonRecord } from '../person/person.loaders.js';
import { Person } from '../person/person.type.js';

@Resolver(() => Person)
export class HeldResolver {
  @FieldResolver(() => JsonScalar, {
    nullable: true,
    description:
      'All that this service holds about the person, for the person and the auditors (right of access and copy); null for anyone else. Each copy is recorded.',
  })
  heldInOrganization(@Root() { id }: PersonRecord, @Ctx() { held }: OrganizationContext) {
    return held.copyOf(id);
  }
}
