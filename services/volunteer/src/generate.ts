import { PersistenceErrors } from '@linli/persistence/persistence.errors';
import { RequestErrors } from '@linli/subgraph/request.errors';
import { AgreementErrors } from './agreement/agreement.errors.js';
import { ClaimErrors } from './claim/claim.errors.js';
import { InputErrors } from './input.errors.js';
import { permissions } from './permissions.js';
import { ResourceErrors } from './resource/resource.errors.js';
import { buildVolunteerSchema } from './schema.js';
import { UnitErrors } from './unit/unit.errors.js';

const catalogues = [
  RequestErrors,
  PersistenceErrors,
  InputErrors,
  UnitErrors,
  AgreementErrors,
  ResourceErrors,
  ClaimErrors,
];

/** What is generated from this service and committed, as one JSON document on standard output. */
const generated = {
  schema: buildVolunteerSchema().sdl,
  errors: catalogues.flatMap(({ templates }) => templates),
  permissions: Object.entries(permissions).map(([entrance, { who, where, reason }]) => ({
    entrance,
    who,
    where,
    reason,
  })),
};

process.stdout.write(JSON.stringify(generated));
