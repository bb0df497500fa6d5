import { Directive, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { connectionType } from '@linli/subgraph/connection';
import { CreditCodeScalar, TerritoryCodeScalar } from '@linli/subgraph/scalars';
import { UnitKind, UnitStatus } from './unit.rules.js';

registerEnumType(UnitKind, { name: 'UnitKind' });
registerEnumType(UnitStatus, { name: 'UnitStatus' });

@ObjectType({
  description:
    'A co-building unit (共建单位): its party organisation reports to the community, and so do its members (双报到). It registers itself and is confirmed by an officer of the community.',
})
@Directive('@key(fields: "id")')
export class Unit {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => CreditCodeScalar)
  creditCode!: string;

  @Field(() => UnitKind)
  kind!: UnitKind;

  @Field(() => UnitStatus)
  status!: UnitStatus;
}

export const UnitConnection = connectionType('Unit', () => Unit);

@InputType()
export class ApplyAsUnitInput {
  @Field(() => String)
  name!: string;

  @Field(() => CreditCodeScalar)
  creditCode!: string;

  @Field(() => UnitKind)
  kind!: UnitKind;

  @Field(() => TerritoryCodeScalar)
  community!: string;

  @Field(() => ID, { nullable: true })
  idempotencyKey?: string | null;
}
