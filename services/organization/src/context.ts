import { withSucceededRoles } from '@linli/persistence/succeeded-roles';
import { lazyContext } from '@linli/subgraph/lazy-context';
import type { RequestFacts } from '@linli/subgraph/subgraph-server';
import { AccessRecordLoaders } from './access/access-record.loaders.js';
import { AccessRecordQueries } from './access/access-record-query.service.js';
import { AccessReviewService } from './access/access-review.service.js';
import { ContactService } from './access/contact.service.js';
import { askingOf, type Asking, type OrganizationDependencies } from './asking.js';
import { ConsentLoaders } from './consent/consent.loaders.js';
import { ConsentService } from './consent/consent.service.js';
import { HeldService } from './held/held.service.js';
import { PartyMembershipLoaders } from './membership/membership.loaders.js';
import { MembershipQueries } from './membership/membership-query.service.js';
import { MembershipService } from './membership/membership.service.js';
import { PartyCoverageLoaders } from './party-organization/party-coverage.loaders.js';
import { PartyOrganizationLists } from './party-organization/party-organization-lists.js';
import { PartyOrganizationLoaders } from './party-organization/party-organization.loaders.js';
import { PartyOrganizationQueries } from './party-organization/party-organization-query.service.js';
import { PartyOrganizationService } from './party-organization/party-organization.service.js';
import { PersonCorrectionService } from './person/person-correction.service.js';
import { PersonErasureService } from './person/person-erasure.service.js';
import { PersonLists } from './person/person-list.service.js';
import { PersonLoaders } from './person/person.loaders.js';
import { PersonQueries } from './person/person-query.service.js';
import { PersonService } from './person/person.service.js';
import { SeatLoaders } from './seat/seat.loaders.js';
import { SeatQueries } from './seat/seat-query.service.js';
import { SeatService } from './seat/seat.service.js';
import { TokenRevocationService } from './token-revocation/token-revocation.service.js';

/** What resolvers are given: the use cases and loaders of one request. */
export interface OrganizationContext extends RequestFacts {
  readonly people: PersonQueries;
  readonly organizations: PartyOrganizationQueries;
  readonly organizationLists: PartyOrganizationLists;
  readonly partyCoverage: PartyCoverageLoaders;
  readonly memberships: MembershipQueries;
  readonly seats: SeatQueries;
  readonly held: HeldService;
  readonly contacts: ContactService;
  readonly accessRecords: AccessRecordQueries;
  readonly accessReviewService: AccessReviewService;
  readonly consents: ConsentLoaders;
  readonly consentService: ConsentService;
  readonly personService: PersonService;
  readonly personLists: PersonLists;
  readonly correctionService: PersonCorrectionService;
  readonly erasureService: PersonErasureService;
  readonly organizationService: PartyOrganizationService;
  readonly membershipService: MembershipService;
  readonly seatService: SeatService;
  readonly tokenRevocationService: TokenRevocationService;
}

export function contextFactory(
  dependencies: OrganizationDependencies,
): (facts: RequestFacts) => Promise<OrganizationContext> {
  const reader = dependencies.database.em.fork().getKysely();
  return async (told) => {
    const facts = { ...told, viewer: await withSucceededRoles(reader, 'directory_grid_lineage', told.viewer) };
    return contextOf({ ...facts, asking: askingOf(dependencies, facts) });
  };
}

/** What the loaders and use cases of a request are made from. */
interface Known extends RequestFacts {
  readonly asking: Asking;
}

const contextOf = lazyContext<Known, Omit<OrganizationContext, keyof RequestFacts>>({
  people: ({ asking }) => new PersonQueries(asking, new PersonLoaders(asking)),
  seats: ({ asking, people }) => new SeatQueries(asking, new SeatLoaders(asking), people),
  organizations: ({ asking, seats }) => new PartyOrganizationQueries(new PartyOrganizationLoaders(asking), seats),
  organizationLists: ({ asking }) => new PartyOrganizationLists(asking),
  partyCoverage: ({ asking }) => new PartyCoverageLoaders(asking),
  memberships: ({ asking }) => new MembershipQueries(asking, new PartyMembershipLoaders(asking)),
  held: ({ asking }) => new HeldService(asking),
  contacts: ({ asking }) => new ContactService(asking),
  accessRecords: ({ asking }) => new AccessRecordQueries(asking, new AccessRecordLoaders(asking)),
  accessReviewService: ({ asking }) => new AccessReviewService(asking),
  consents: ({ asking }) => new ConsentLoaders(asking),
  consentService: ({ asking }) => new ConsentService(asking),
  personService: ({ asking }) => new PersonService(asking),
  personLists: ({ asking, people }) => new PersonLists(asking, people),
  correctionService: ({ asking }) => new PersonCorrectionService(asking),
  erasureService: ({ asking }) => new PersonErasureService(asking),
  organizationService: ({ asking }) => new PartyOrganizationService(asking),
  membershipService: ({ asking }) => new MembershipService(asking),
  seatService: ({ asking }) => new SeatService(asking),
  tokenRevocationService: ({ asking }) => new TokenRevocationService(asking),
});
