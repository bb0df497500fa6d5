import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionType } from '@linli/subgraph/connection';
import { CivilDayScalar, TerritoryCodeScalar } from '@linli/subgraph/scalars';
import { ListingStatus, Measure, ResourceForm } from './resource.rules.js';
import { ServiceField } from './service-field.rules.js';

registerEnumType(ServiceField, {
  name: 'ServiceField',
  description: 'A field of service; one list for posts, activities, needs and resources, so that they can be matched.',
});
registerEnumType(ListingStatus, { name: 'ListingStatus' });
registerEnumType(ResourceForm, { name: 'ResourceForm' });
registerEnumType(Measure, {
  name: 'Measure',
  description: 'What a quantity counts; only equal measures match. FEN for money.',
});

@ObjectType({
  description:
    'What a unit offers (资源清单), a quantity of some measure. Claims never add up to more than the quantity.',
})
@Directive('@key(fields: "id")')
export class Resource {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  title!: string;

  @Field(() => ServiceField)
  field!: ServiceField;

  @Field(() => ResourceForm)
  form!: ResourceForm;

  @Field(() => Int)
  quantity!: number;

  @Field(() => Measure)
  measure!: Measure;

  @Field(() => Int)
  remaining!: number;

  @Field(() => CivilDayScalar, { nullable: true })
  availableFrom!: string | null;

  @Field(() => CivilDayScalar, { nullable: true })
  availableUntil!: string | null;

  @Field(() => [TerritoryCodeScalar], { description: 'Where it can be used; empty where anywhere.' })
  territories!: string[];

  @Field(() => ListingStatus)
  status!: ListingStatus;
}

export const ResourceConnection = connectionType('Resource', () => Resource);

@InputType()
export class RegisterResourceInput {
  @Field(() => ID)
  unit!: string;

  @Field(() => String)
  title!: string;

  @Field(() => ServiceField)
  field!: ServiceField;

  @Field(() => ResourceForm)
  form!: ResourceForm;

  @Field(() => Int)
  quantity!: number;

  @Field(() => Measure)
  measure!: Measure;

  @Field(() => CivilDayScalar, { nullable: true })
  availableFrom?: string | null;

  @Field(() => CivilDayScalar, { nullable: true })
  availableUntil?: string | null;

  @Field(() => [TerritoryCodeScalar], { nullable: true })
  territories?: string[] | null;

  @Field(() => ID, { nullable: true })
  agreement?: string | null;

  @Field(() => ID, { nullable: true })
  idempotencyKey?: string | null;
}

@InputType()
export class UpdateResourceInput {
  @Field(() => String, { nullable: true })
  title?: string | null;

  @Field(() => Int, { nullable: true })
  quantity?: number | null;

  @Field(() => CivilDayScalar, { nullable: true })
  availableFrom?: string | null;

  @Field(() => CivilDayScalar, { nullable: true })
  availableUntil?: string | null;
}
