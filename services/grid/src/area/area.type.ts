import { Directive, Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { connectionType } from '@linli/subgraph/connection';
import { TerritoryCodeScalar } from '@linli/subgraph/scalars';
import { AreaLevel } from './area.rules.js';

registerEnumType(AreaLevel, { name: 'AreaLevel' });

@ObjectType({ description: 'Administrative area, from province to community (社区) or village.' })
@Directive('@key(fields: "code")')
export class Area {
  @Field(() => TerritoryCodeScalar)
  code!: string;

  @Field(() => String)
  name!: string;

  @Field(() => AreaLevel)
  level!: AreaLevel;

  @Field(() => Float, { nullable: true, description: 'Square kilometres; null where not known.' })
  landArea!: number | null;
}

export const AreaConnection = connectionType('Area', () => Area);
