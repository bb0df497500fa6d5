import { buildFederatedSchema } from '@linli/subgraph/federated-schema';
import { isId } from '@linli/persistence/columns';
import { CaseEventResolver, CaseResolver } from './case/case.resolver.js';
import { CategoryResolver } from './category/category.resolver.js';
import type { CasesContext } from './context.js';
import { permissions } from './permissions.js';
import { GridPostReference, PartyOrganizationReference, UnitReference } from './references/handler.references.js';
import { PersonReference } from './references/person.references.js';
import { PersonResolver } from './references/person.resolver.js';
import { AreaReference, BuildingReference, GridReference } from './references/place.references.js';
import { AreaResolver, BuildingResolver, GridResolver } from './references/place.resolver.js';

/** The subgraph cases: its own types, and what it adds to the places of grid. */
export function buildCasesSchema() {
  return buildFederatedSchema<CasesContext>({
    resolvers: [
      CaseResolver,
      CaseEventResolver,
      CategoryResolver,
      AreaResolver,
      GridResolver,
      BuildingResolver,
      PersonResolver,
    ],
    orphanedTypes: [
      AreaReference,
      GridReference,
      BuildingReference,
      GridPostReference,
      PartyOrganizationReference,
      UnitReference,
      PersonReference,
    ],
    contributed: { Person: ['id'], Area: ['code'], Grid: ['code'], Building: ['id'] },
    references: {
      Case: ({ id }: { id: string }, { caseQueries }) => caseQueries.find(id),
      CaseCategory: ({ code }: { code: string }, { categories }) => categories.byCode(code),
      Person: ({ id }: PersonReference) => (isId(id) ? { id: id.toLowerCase() } : null),
      Area: ({ code }: AreaReference) => ({ code }),
      Grid: ({ code }: GridReference) => ({ code }),
      Building: ({ id }: BuildingReference) => ({ id }),
    },
    permissions,
  });
}
