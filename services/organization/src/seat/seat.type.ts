import { IsOptional, Length } from 'class-validator';
import { createUnionType, Directive, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { CivilDayScalar } from '@linli/subgraph/scalars';
import { PartyOrganization } from '../party-organization/party-organization.type.js';
import { SeatTitle } from './seat.rules.js';

registerEnumType(SeatTitle, { name: 'SeatTitle' });

/** In what a seat can be held. */
export const SeatHolder = createUnionType({
  name: 'SeatHolder',
  types: () => [PartyOrganization] as const,
  resolveType: () => PartyOrganization,
});

@ObjectType({ description: "A person's office in a party organisation for a term." })
@Directive('@key(fields: "id")')
export class Seat {
  @Field(() => ID)
  id!: string;

  @Field(() => SeatTitle, { description: '书记、副书记、委员、组长、中心户、主任、业主代表 …' })
  title!: SeatTitle;

  @Field(() => String, {
    nullable: true,
    description:
      'The office as the community itself calls it (三长四员 and other local duty systems); null where the title says it.',
  })
  office!: string | null;

  @Field(() => Boolean, {
    description:
      "A unit's leader who sits part-time on the community's committee (兼职委员), or one person in two offices (一肩挑).",
  })
  concurrent!: boolean;

  @Field(() => CivilDayScalar)
  startsOn!: string;

  @Field(() => CivilDayScalar, { nullable: true, description: 'Its last day.' })
  endsOn!: string | null;
}

@InputType({ description: 'One person may hold two offices (一肩挑).' })
export class AppointInput {
  @Field(() => ID)
  person!: string;

  @Field(() => ID, { nullable: true, description: 'Required as long as no other bodies are served.' })
  partyOrganization?: string | null;

  @Field(() => SeatTitle)
  title!: SeatTitle;

  @Field(() => String, { nullable: true, description: '1 to 50 characters.' })
  @IsOptional()
  @Length(1, 50)
  office?: string | null;

  @Field(() => Boolean, { defaultValue: false })
  concurrent!: boolean;

  @Field(() => ID, { nullable: true })
  unit?: string | null;

  @Field(() => CivilDayScalar)
  startsOn!: string;

  @Field(() => CivilDayScalar, { nullable: true, description: 'Its last day.' })
  endsOn?: string | null;
}
