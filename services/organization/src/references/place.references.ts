import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { TerritoryCodeScalar } from '@linli/subgraph/scalars';

/** An area of grid's, to which this service adds its organisations. */
@ObjectType('Area')
@Directive('@key(fields: "code")')
export class AreaReference {
  @Field(() => TerritoryCodeScalar)
  code!: string;
}

/** A grid of grid's, to which this service adds the branches that cover it. */
@ObjectType('Grid')
@Directive('@key(fields: "code")')
export class GridReference {
  @Field(() => TerritoryCodeScalar)
  code!: string;
}

/** A building of grid's, to which this service adds the groups that cover it. */
@ObjectType('Building')
@Directive('@key(fields: "id")')
export class BuildingReference {
  @Field(() => ID)
  id!: string;
}
