import { buildFederatedSchema } from '@linli/subgraph/federated-schema';
import { AccessRecordResolver } from './access/access.resolver.js';
import { ContactResolver } from './access/contact.resolver.js';
import type { OrganizationContext } from './context.js';
import { ConsentResolver } from './consent/consent.resolver.js';
import { HeldResolver } from './held/held.resolver.js';
import { MembershipResolver } from './membership/membership.resolver.js';
import { PartyOrganizationResolver } from './party-organization/party-organization.resolver.js';
import { permissions } from './permissions.js';
import { PersonResolver } from './person/person.resolver.js';
import { AreaReference, BuildingReference, GridReference } from './references/place.references.js';
import { AreaResolver, BuildingResolver, GridResolver } from './references/place.resolver.js';
import { UnitReference } from './references/unit.references.js';
import { SeatResolver } from './seat/seat.resolver.js';
import { TokenRevocationResolver } from './token-revocation/token-revocation.resolver.js';
import { ViewerResolver, ViewerRoleResolver } from './viewer/viewer.resolver.js';

/** The subgraph organization: its own types, and what it adds to the places of grid. */
export function buildOrganizationSchema() {
  return buildFederatedSchema<OrganizationContext>({
    resolvers: [
      PersonResolver,
      ConsentResolver,
      ContactResolver,
      HeldResolver,
      AccessRecordResolver,
      PartyOrganizationResolver,
      MembershipResolver,
      SeatResolver,
      TokenRevocationResolver,
      ViewerResolver,
      ViewerRoleResolver,
      AreaResolver,
      GridResolver,
      BuildingResolver,
    ],
    orphanedTypes: [AreaReference, GridReference, BuildingReference, UnitReference],
    contributed: { Area: ['code'], Grid: ['code'], Building: ['id'] },
    references: {
      Person: ({ id }: { id: string }, { people }) => people.find(id),
      PartyOrganization: ({ id }: { id: string }, { organizations }) => organizations.find(id),
      PartyMembership: ({ id }: { id: string }, { memberships }) => memberships.find(id),
      Seat: ({ id }: { id: string }, { seats }) => seats.find(id),
      Area: ({ code }: AreaReference) => ({ code }),
      Grid: ({ code }: GridReference) => ({ code }),
      Building: ({ id }: BuildingReference) => ({ id }),
    },
    permissions,
  });
}
