import { ArrayMaxSize, IsOptional, Length, ValidateNested } from 'class-validator';
import { createUnionType, Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionType } from '@linli/subgraph/connection';
import { GeoPoint, GeoPointInput } from '@linli/subgraph/geo-point.type';
import { InstantScalar, TerritoryCodeScalar } from '@linli/subgraph/scalars';
import { HandlingLevel } from '../category/category.rules.js';
import { GridPostReference, PartyOrganizationReference, UnitReference } from '../references/handler.references.js';
import { CaseAction, CaseStatus } from './case.rules.js';
import { CaseOrder, CaseScale, Channel, Concern, Urgency } from './case-words.rules.js';

registerEnumType(Channel, { name: 'Channel' });
registerEnumType(Urgency, { name: 'Urgency' });
registerEnumType(Concern, { name: 'Concern' });
registerEnumType(CaseStatus, { name: 'CaseStatus' });
registerEnumType(CaseAction, {
  name: 'CaseAction',
  valuesConfig: {
    FOLLOW: {
      description: "Nobody's move: the case goes to another grid with its building, or as its own was closed.",
    },
  },
});
registerEnumType(CaseOrder, { name: 'CaseOrder' });
registerEnumType(CaseScale, {
  name: 'CaseScale',
  valuesConfig: {
    MINOR: { description: 'Handled on the day it is reported (今日事今日毕).' },
    MAJOR: { description: 'Goes to a joint meeting or several parties (大事).' },
  },
});

const HANDLERS = {
  GridPost: GridPostReference,
  PartyOrganization: PartyOrganizationReference,
  Unit: UnitReference,
} as const;

/** A handler on its way to the caller. */
export interface HandlerView {
  readonly kind: keyof typeof HANDLERS;
  readonly id: string;
}

/** To whom a case can be assigned. */
const CaseHandler = createUnionType({
  name: 'CaseHandler',
  types: () => Object.values(HANDLERS),
  resolveType: (handler) => HANDLERS[(handler as HandlerView).kind],
});

@ObjectType({
  description:
    "A step in the case's history, in order; the sequence has no gaps, and each step carries the hash of the one before.",
})
export class CaseEvent {
  @Field(() => Int)
  sequence!: number;

  @Field(() => InstantScalar)
  at!: Date;

  @Field(() => CaseAction, { nullable: true, description: 'Null for the report itself.' })
  action!: CaseAction | null;

  @Field(() => CaseStatus, { nullable: true })
  from!: CaseStatus | null;

  @Field(() => CaseStatus)
  to!: CaseStatus;

  @Field(() => String, {
    description: 'The role in which it was done; HANDLER for whom it was assigned to, SYSTEM where nobody did it.',
  })
  byRole!: string;

  @Field(() => [CaseHandler], { nullable: 'items' })
  handlers!: HandlerView[];

  @Field(() => String, { description: 'SHA-256, in hexadecimal, over the hash of the step before and this step.' })
  hash!: string;

  @Field(() => TerritoryCodeScalar, {
    nullable: true,
    description: 'Code of the grid that it left with this step, as its ground went to another; null where it stayed.',
  })
  movedFrom!: string | null;

  @Field(() => TerritoryCodeScalar, {
    nullable: true,
    description: 'Code of the grid to which it went with this step.',
  })
  movedTo!: string | null;
}

@ObjectType({
  description:
    "A resident's demand or a problem found in the area, from report to evaluation: 信息收集、立案、派遣、处置、反馈、核查结案、评价. Nothing in its history is ever changed or removed.",
})
@Directive('@key(fields: "id")')
export class Case {
  @Field(() => ID)
  id!: string;

  @Field(() => String, {
    description: 'For people: JN-20261121-000042 (area, day, sequence), followed by 4 letters that cannot be guessed.',
  })
  number!: string;

  @Field(() => String, {
    description:
      "In the clear and searchable: no names or numbers of people. For whoever may not read the case's text, its category's name.",
  })
  title!: string;

  @Field(() => Channel)
  channel!: Channel;

  @Field(() => CaseScale, { nullable: true, description: 'Null until accepted.' })
  scale!: CaseScale | null;

  @Field(() => Urgency)
  urgency!: Urgency;

  @Field(() => Concern, {
    nullable: true,
    description: 'How it weighs on the reporter, in their own word (操心事、烦心事、揪心事).',
  })
  concern!: Concern | null;

  @Field(() => CaseStatus)
  status!: CaseStatus;

  @Field(() => HandlingLevel)
  level!: HandlingLevel;

  @Field(() => TerritoryCodeScalar)
  territory!: string;

  @Field(() => GeoPoint, { nullable: true })
  location!: GeoPoint | null;

  @Field(() => [CaseHandler], { nullable: 'items' })
  handlers!: HandlerView[];

  @Field(() => InstantScalar)
  reportedAt!: Date;

  @Field(() => InstantScalar, { description: 'When the first answer to the reporter is due, and when it came.' })
  respondBy!: Date;

  @Field(() => InstantScalar, { nullable: true })
  respondedAt!: Date | null;

  @Field(() => InstantScalar)
  resolveBy!: Date;

  @Field(() => InstantScalar, { nullable: true })
  resolvedAt!: Date | null;

  @Field(() => InstantScalar, { nullable: true })
  closedAt!: Date | null;

  @Field(() => Boolean)
  overdue!: boolean;

  @Field(() => Int, { description: 'Increases with each change; give it back to change the case that you saw.' })
  version!: number;
}

export const CaseConnection = connectionType('Case', () => Case);

@InputType()
export class CaseFilter {
  @Field(() => [CaseStatus], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(20)
  status?: CaseStatus[] | null;

  @Field(() => [ID], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(100)
  category?: string[] | null;

  @Field(() => [Channel], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(20)
  channel?: Channel[] | null;

  @Field(() => CaseScale, { nullable: true })
  scale?: CaseScale | null;

  @Field(() => HandlingLevel, { nullable: true })
  level?: HandlingLevel | null;

  @Field(() => Boolean, { nullable: true })
  overdue?: boolean | null;

  @Field(() => InstantScalar, { nullable: true })
  reportedFrom?: Date | null;

  @Field(() => InstantScalar, { nullable: true })
  reportedUntil?: Date | null;

  @Field(() => String, { nullable: true, description: 'Words of the title.' })
  @IsOptional()
  @Length(1, 50)
  text?: string | null;
}

@InputType()
export class ReportCaseInput {
  @Field(() => TerritoryCodeScalar, {
    nullable: true,
    description:
      "Where it is, at least one of territory, building and point. The grid is the building's, else the one around the point, else that of the nearest building within 200 m, else none and the case is the community's.",
  })
  territory?: string | null;

  @Field(() => ID, { nullable: true })
  building?: string | null;

  @Field(() => GeoPointInput, { nullable: true })
  @IsOptional()
  @ValidateNested()
  location?: GeoPointInput | null;

  @Field(() => ID)
  category!: string;

  @Field(() => Channel)
  channel!: Channel;

  @Field(() => String, { description: '1 to 100 characters.' })
  @Length(1, 100)
  title!: string;

  @Field(() => String, { description: '1 to 4,000 characters; kept encrypted.' })
  @Length(1, 4_000)
  description!: string;

  @Field(() => Urgency, { defaultValue: Urgency.ROUTINE })
  urgency!: Urgency;

  @Field(() => Concern, { nullable: true })
  concern?: Concern | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Shown to nobody but the reporter, who is still answered in their own list.',
  })
  anonymous!: boolean;

  @Field(() => ID, { nullable: true })
  @IsOptional()
  @Length(1, 200)
  idempotencyKey?: string | null;
}

@InputType()
export class AcceptCaseInput {
  @Field(() => CaseScale)
  scale!: CaseScale;

  @Field(() => ID, { nullable: true })
  category?: string | null;

  @Field(() => HandlingLevel, { nullable: true })
  level?: HandlingLevel | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @Length(1, 2_000)
  note?: string | null;

  @Field(() => Int, { nullable: true })
  version?: number | null;
}

@InputType({ description: 'Exactly one of them.' })
export class CaseHandlerInput {
  @Field(() => ID, { nullable: true })
  gridPost?: string | null;

  @Field(() => ID, { nullable: true })
  partyOrganization?: string | null;

  @Field(() => ID, { nullable: true })
  unit?: string | null;
}
