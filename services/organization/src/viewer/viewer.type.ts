import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { ROLES, type Role } from '@linli/domain/viewer';
import { TerritoryCodeScalar } from '@linli/subgraph/scalars';

const RoleName = Object.fromEntries(ROLES.map((role) => [role, role]));
registerEnumType(RoleName, { name: 'Role' });

@ObjectType({ description: 'Held for a territory; UNIT_REPRESENTATIVE for a unit instead.' })
export class ViewerRole {
  @Field(() => RoleName)
  role!: Role;

  @Field(() => TerritoryCodeScalar, { nullable: true })
  territory?: string | undefined;
}

@ObjectType('Viewer', { description: 'Who is asking: the person behind the token, with roles and territories.' })
export class ViewerType {
  @Field(() => [ViewerRole])
  roles!: ViewerRole[];
}
