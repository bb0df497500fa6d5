import { withSucceededRoles } from '@linli/persistence/succeeded-roles';
import type { RequestFacts } from '@linli/subgraph/subgraph-server';
import { AccessRecordLoaders } from './access/access-record.loaders.js';
import { AccessRecordQueries } from './access/access-record-query.service.js';
import { AccessReviewService } from './access/access-review.service.js';
import { ContactService } from './access/contact.service.js';
import { askingOf, type OrganizationDependencies } from './asking.js';
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
  return async (told) => {
    const reader = dependencies.database.em.fork().getKysely();
    const facts = { ...told, viewer: await withSucceededRoles(reader, 'directory_grid_lineage', told.viewer) };
    const asking = askingOf(dependencies, facts);
    const people = new PersonQueries(asking, new PersonLoaders(asking));
    const seats = new SeatQueries(asking, new SeatLoaders(asking), people);
    return {
      ...facts,
      people,
      seats,
      organizations: new PartyOrganizationQueries(new PartyOrganizationLoaders(asking), seats),
      organizationLists: new PartyOrganizationLists(asking),
      partyCoverage: new PartyCoverageLoaders(asking),
      memberships: new MembershipQueries(asking, new PartyMembershipLoaders(asking)),
      held: new HeldService(asking),
      contacts: new ContactService(asking),
      accessRecords: new AccessRecordQueries(asking, new AccessRecordLoaders(asking)),
      accessReviewService: new AccessReviewService(asking),
      consents: new ConsentLoaders(asking),
      consentService: new ConsentService(asking),
      personService: new PersonService(asking),
      personLists: new PersonLists(asking, people),
      correctionService: new PersonCorrectionService(asking),
      erasureService: new PersonErasureService(asking),
      organizationService: new PartyOrganizationService(asking),
      membershipService: new MembershipService(asking),
      seatService: new SeatService(asking),
      tokenRevocationService: new TokenRevocationService(asking),
    };
  };
}
