import { Directive, Field, ObjectType } from 'type-graphql';
import { TerritoryCodeScalar } from '@linli/subgraph/scalars';

/** An area of grid's, to which this service adds the units that report there and their agreements. */
@ObjectType('Area')
@Directive('@key(fields: "code")')
export class AreaReference {
  @Field(() => TerritoryCodeScalar)
  code!: string;
}

/** A grid of grid's, to which this service adds the units that were drawn into it. */
@ObjectType('Grid')
@Directive('@key(fields: "code")')
export class GridReference {
  @Field(() => TerritoryCodeScalar)
  code!: string;
}
