import { buildFederatedSchema, type FederatedSchema } from '@linli/subgraph/federated-schema';
import { AgreementResolver } from './agreement/agreement.resolver.js';
import { ClaimResolver } from './claim/claim.resolver.js';
import type { VolunteerContext } from './context.js';
import { permissions } from './permissions.js';
import { PersonReference } from './references/person.references.js';
import { PersonResolver } from './references/person.resolver.js';
import { AreaReference, GridReference } from './references/place.references.js';
import { AreaResolver, GridResolver } from './references/place.resolver.js';
import { ResourceResolver } from './resource/resource.resolver.js';
import { UnitResolver } from './unit/unit.resolver.js';

/** The subgraph volunteer: who helps, and what it adds to the places of grid. */
export function buildVolunteerSchema(): FederatedSchema {
  return buildFederatedSchema<VolunteerContext>({
    resolvers: [
      UnitResolver,
      AgreementResolver,
      ResourceResolver,
      ClaimResolver,
      AreaResolver,
      GridResolver,
      PersonResolver,
    ],
    orphanedTypes: [AreaReference, GridReference, PersonReference],
    contributed: { Area: ['code'], Grid: ['code'], Person: ['id'] },
    references: {
      Unit: ({ id }: { id: string }, { units }) => units.byId(id),
      Agreement: ({ id }: { id: string }, { agreements }) => agreements.byId(id),
      Resource: ({ id }: { id: string }, { resources }) => resources.byId(id),
      Claim: ({ id }: { id: string }, { claims }) => claims.byId(id),
      Area: ({ code }: AreaReference) => ({ code }),
      Grid: ({ code }: GridReference) => ({ code }),
      Person: ({ id }: PersonReference) => ({ id }),
    },
    permissions,
  });
}
