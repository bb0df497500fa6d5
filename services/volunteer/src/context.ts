import type { Reader } from '@linli/persistence/batched-reads';
import { withSucceededRoles } from '@linli/persistence/succeeded-roles';
import { lazyContext } from '@linli/subgraph/lazy-context';
import type { RequestFacts } from '@linli/subgraph/subgraph-server';
import { AgreementLoaders } from './agreement/agreement.loaders.js';
import { AgreementService } from './agreement/agreement.service.js';
import { askingOf, type Asking, type VolunteerDependencies } from './asking.js';
import { ClaimLoaders } from './claim/claim.loaders.js';
import { ClaimService } from './claim/claim.service.js';
import { HeldService } from './held/held.service.js';
import { ResourceLoaders } from './resource/resource.loaders.js';
import { ResourceService } from './resource/resource.service.js';
import { UnitLoaders } from './unit/unit.loaders.js';
import { UnitService } from './unit/unit.service.js';

/** What resolvers are given: the loaders and use cases of one request. */
export interface VolunteerContext extends RequestFacts {
  readonly units: UnitLoaders;
  readonly agreements: AgreementLoaders;
  readonly resources: ResourceLoaders;
  readonly claims: ClaimLoaders;
  readonly held: HeldService;
  readonly unitService: UnitService;
  readonly agreementService: AgreementService;
  readonly resourceService: ResourceService;
  readonly claimService: ClaimService;
}

export function contextFactory(
  dependencies: VolunteerDependencies,
): (facts: RequestFacts) => Promise<VolunteerContext> {
  const reader = dependencies.database.em.fork().getKysely();
  return async (told) => {
    const facts = { ...told, viewer: await withSucceededRoles(reader, 'directory_grid_lineage', told.viewer) };
    return contextOf({ ...facts, asking: askingOf(dependencies, facts), reader });
  };
}

/** What the loaders and use cases of a request are made from. */
interface Known extends RequestFacts {
  readonly asking: Asking;
  readonly reader: Reader;
}

const contextOf = lazyContext<Known, Omit<VolunteerContext, keyof RequestFacts>>({
  units: ({ asking, reader }) => new UnitLoaders(reader, asking.cursors),
  agreements: ({ asking, reader }) => new AgreementLoaders(reader, asking.cursors, asking.viewer),
  resources: ({ asking, reader }) => new ResourceLoaders(reader, asking.cursors, asking.viewer),
  claims: ({ asking, reader }) => new ClaimLoaders(reader, asking.cursors, asking.viewer),
  held: ({ asking }) => new HeldService(asking),
  unitService: ({ asking }) => new UnitService(asking),
  agreementService: ({ asking }) => new AgreementService(asking),
  resourceService: ({ asking }) => new ResourceService(asking),
  claimService: ({ asking }) => new ClaimService(asking),
});
