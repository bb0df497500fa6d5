import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { CivilDayScalar } from '@linli/subgraph/scalars';
import type { OrganizationContext } from '../context.js';
import { Person } from '../person/person.type.js';
import { UnitReference } from '../references/unit.references.js';
import type { SeatRecord } from './seat.loaders.js';
import { AppointInput, Seat, SeatHolder } from './seat.type.js';

@Resolver(() => Seat)
export class SeatResolver {
  @Mutation(() => Seat)
  async appoint(
    @Arg('input', () => AppointInput) input: AppointInput,
    @Ctx() { seats, seatService }: OrganizationContext,
  ) {
    return seats.find(await seatService.appoint(input));
  }

  @Mutation(() => Seat, { description: 'The day given is its last.' })
  async endSeat(
    @Arg('id', () => ID) id: string,
    @Arg('on', () => CivilDayScalar) on: string,
    @Ctx() { seats, seatService }: OrganizationContext,
  ) {
    return seats.find(await seatService.end(id, on));
  }

  @FieldResolver(() => Person)
  person(@Root() { person }: SeatRecord, @Ctx() { people }: OrganizationContext) {
    return people.find(person);
  }

  @FieldResolver(() => SeatHolder)
  in(@Root() { organization }: SeatRecord, @Ctx() { organizations }: OrganizationContext) {
    return organizations.find(organization);
  }

  @FieldResolver(() => UnitReference, {
    nullable: true,
    description: 'The unit that a part-time member comes from.',
  })
  unit(@Root() { unit }: SeatRecord): UnitReference | null {
    return unit === null ? null : { id: unit };
  }
}
