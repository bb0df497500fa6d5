import { buildFederatedSchema } from '@linli/subgraph/federated-schema';
import { CaseResolver } from './case/case.resolver.js';
import { CategoryResolver } from './category/category.resolver.js';
import type { CasesContext } from './context.js';
import { permissions } from './permissions.js';
import { GridPostReference, PartyOrganizationReference, UnitReference } from './references/handler.references.js';
import { AreaReference, BuildingReference, GridReference } from './references/place.references.js';
import { AreaResolver, BuildingResolver, GridResolver } from './references/place.resolver.js';

/** The subgraph cases: its own types, and what it adds to the places of grid. */
export function buildCasesSchema() {
  return buildFederatedSchema<CasesContext>({
    resolvers: [CaseResolver, CategoryResolver, AreaResolver, GridResolver, BuildingResolver],
    orphanedTypes: [
      AreaReference,
      GridReference,
      BuildingReference,
      GridPostReference,
      PartyOrganizationReference,
      UnitReference,
    ],
    contributed: { Area: ['code'], Grid: ['code'], Building: ['id'] },
    references: {
      Case: ({ id }: { id: string }, { caseQueries }) => caseQueries.find(id),
      CaseCategory: ({ code }: { code: string }, { categories }) => categories.byCode(code),
      Area: ({ code }: AreaReference) => ({ code }),
      Grid: ({ code }: GridReference) => ({ code }),
      Building: ({ id }: BuildingReference) => ({ id }),
    },
    permissions,
  });
}
