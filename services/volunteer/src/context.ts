import { withSucceededRoles } from '@linli/persistence/succeeded-roles';
import type { RequestFacts } from '@linli/subgraph/subgraph-server';
import { AgreementLoaders } from './agreement/agreement.loaders.js';
import { AgreementService } from './agreement/agreement.service.js';
import { askingOf, type VolunteerDependencies } from './asking.js';
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
  return async (told) => {
    const reader = dependencies.database.em.fork().getKysely();
    const facts = { ...told, viewer: await withSucceededRoles(reader, 'directory_grid_lineage', told.viewer) };
    const asking = askingOf(dependencies, facts);
    const { cursors, viewer } = asking;
    return {
      ...facts,
      units: new UnitLoaders(reader, cursors),
      agreements: new AgreementLoaders(reader, cursors, viewer),
      resources: new ResourceLoaders(reader, cursors, viewer),
      claims: new ClaimLoaders(reader, cursors, viewer),
      held: new HeldService(asking),
      unitService: new UnitService(asking),
      agreementService: new AgreementService(asking),
      resourceService: new ResourceService(asking),
      claimService: new ClaimService(asking),
    };
  };
}
