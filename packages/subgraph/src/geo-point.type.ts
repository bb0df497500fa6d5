import { IsLatitude, IsLongitude } from 'class-validator';
import { Directive, Field, Float, InputType, ObjectType } from 'type-graphql';

@ObjectType({ description: 'WGS-84 position in decimal degrees.' })
@Directive('@shareable')
export class GeoPoint {
  @Field(() => Float)
  latitude!: number;

  @Field(() => Float)
  longitude!: number;
}

@InputType()
export class GeoPointInput {
  @Field(() => Float)
  @IsLatitude()
  latitude!: number;

  @Field(() => Float)
  @IsLongitude()
  longitude!: number;
}
