import { Directive, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { connectionType } from '@linli/subgraph/connection';
import { TerritoryCodeScalar } from '@linli/subgraph/scalars';
import { CompoundKind, PropertyManagement, type CompoundChange, type NewCompound } from './compound.rules.js';

registerEnumType(CompoundKind, { name: 'CompoundKind' });
registerEnumType(PropertyManagement, {
  name: 'PropertyManagement',
  valuesConfig: {
    COMPANY: { description: 'A property company manages it (红色物业 where its party organisation takes part).' },
    SELF_MANAGED: { description: 'The residents manage it themselves.' },
    NONE: { description: "No management, no owners' body, no security: 三无小区." },
  },
});

@ObjectType({ description: 'Residential compound or courtyard (小区、院落), or a business district.' })
@Directive('@key(fields: "id")')
export class Compound {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => CompoundKind)
  kind!: CompoundKind;

  @Field(() => PropertyManagement)
  propertyManagement!: PropertyManagement;

  @Field(() => String, {
    nullable: true,
    description: "The courtyard's own improvement plan (一院一策), Markdown; null where none is adopted.",
  })
  plan!: string | null;
}

export const CompoundConnection = connectionType('Compound', () => Compound);

@InputType()
export class CreateCompoundInput implements NewCompound {
  @Field(() => TerritoryCodeScalar)
  community!: string;

  @Field(() => String)
  name!: string;

  @Field(() => CompoundKind)
  kind!: CompoundKind;

  @Field(() => PropertyManagement)
  propertyManagement!: PropertyManagement;

  @Field(() => String, { nullable: true })
  plan?: string | null;
}

@InputType()
export class UpdateCompoundInput implements CompoundChange {
  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => PropertyManagement, { nullable: true })
  propertyManagement?: PropertyManagement | null;

  @Field(() => String, { nullable: true })
  plan?: string | null;
}
