import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { unitsOf, type RoleHeld, type Viewer } from '@linli/domain/viewer';
import type { OrganizationContext } from '../context.js';
import { Person } from '../person/person.type.js';
import { UnitReference } from '../references/unit.references.js';
import { SeatHolder } from '../seat/seat.type.js';
import { ViewerRole, ViewerType } from './viewer.type.js';

@Resolver(() => ViewerType)
export class ViewerResolver {
  @Query(() => ViewerType, { nullable: true, description: 'Null for the public.' })
  viewer(@Ctx() { viewer }: OrganizationContext): Viewer | null {
    return viewer.person === null && viewer.roles.length === 0 ? null : viewer;
  }

  @FieldResolver(() => Person, { nullable: true })
  person(@Root() { person }: Viewer, @Ctx() { people }: OrganizationContext) {
    return person === null ? null : people.find(person);
  }

  @FieldResolver(() => UnitReference, { nullable: true })
  unit(@Root() viewer: Viewer): UnitReference | null {
    const [id] = unitsOf(viewer);
    return id === undefined ? null : { id };
  }

  @FieldResolver(() => [SeatHolder], {
    description: 'Organisations that the viewer acts for, by a seat as secretary, director or manager or their deputy.',
  })
  actsFor(@Root() { person }: Viewer, @Ctx() { organizations }: OrganizationContext) {
    return person === null ? [] : organizations.actedForBy(person);
  }
}

@Resolver(() => ViewerRole)
export class ViewerRoleResolver {
  @FieldResolver(() => UnitReference, { nullable: true })
  unit(@Root() { unit }: RoleHeld): UnitReference | null {
    return unit === undefined ? null : { id: unit };
  }
}
