import { PersistenceErrors } from '@linli/persistence/persistence.errors';
import { RequestErrors } from '@linli/subgraph/request.errors';
import { AccessErrors } from './access/access.errors.js';
import { ConsentErrors } from './consent/consent.errors.js';
import { MembershipErrors } from './membership/membership.errors.js';
import { PartyOrganizationErrors } from './party-organization/party-organization.errors.js';
import { permissions } from './permissions.js';
import { PersonErrors } from './person/person.errors.js';
import { buildOrganizationSchema } from './schema.js';
import { SeatErrors } from './seat/seat.errors.js';

const catalogues = [
  RequestErrors,
  PersistenceErrors,
  PersonErrors,
  ConsentErrors,
  AccessErrors,
  PartyOrganizationErrors,
  MembershipErrors,
  SeatErrors,
];

/** What is generated from this service and committed, as one JSON document on standard output. */
const generated = {
  schema: buildOrganizationSchema().sdl,
  errors: catalogues.flatMap(({ templates }) => templates),
  permissions: Object.entries(permissions).map(([entrance, { who, where, reason }]) => ({
    entrance,
    who,
    where,
    reason,
  })),
};

process.stdout.write(JSON.stringify(generated));
