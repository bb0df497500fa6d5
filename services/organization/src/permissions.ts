import { OFFICERS } from '@linli/domain/viewer';
import type { PermissionRule, PermissionTable } from '@linli/subgraph/permissions';

const PUBLIC_STRUCTURE: PermissionRule = {
  who: 'ANYONE',
  where: 'ANYWHERE',
  reason: 'Organisations, what they cover, their counts and their seats are public.',
};

const PEOPLE: PermissionRule = {
  who: 'ANYONE',
  where: 'ROWS',
  reason:
    'Row policies decide: the person, staff and auditors of their territory, whoever a disclosure reaches today or who may see their membership; the name only by disclosure.',
};

const OWN_CONSENT: PermissionRule = {
  who: 'SIGNED_IN',
  where: 'ROWS',
  reason: 'Consent is the person’s own choice; nobody gives or withdraws it for them.',
};

const LEDGER: PermissionRule = {
  who: ['AUDITOR'],
  where: 'TERRITORY',
  reason: 'Who read whom is audited in the auditor’s territory; the person sees it at Person.accessRecords.',
};

const OWN_OR_OFFICERS: PermissionRule = {
  who: 'SIGNED_IN',
  where: 'ROWS',
  reason: 'Correction and deletion are the person’s rights; the officers of their territory carry them out too.',
};

const LOOKED_AFTER: PermissionRule = {
  who: ['GRID_WORKER', ...OFFICERS],
  where: 'TERRITORY',
  reason: 'Staff list the people of their territory, by the mask; elsewhere there is nobody for them.',
};

const MEMBERSHIPS: PermissionRule = {
  who: 'ANYONE',
  where: 'ROWS',
  reason: 'Row policies decide: the member, officers of both organisations; everyone once the member displays it.',
};

const PLACE: PermissionRule = {
  who: 'ANYONE',
  where: 'ANYWHERE',
  reason: 'Places are public; grid answers whether one exists.',
};

const REGISTER: PermissionRule = {
  who: ['GRID_WORKER', ...OFFICERS],
  where: 'TERRITORY',
  reason: 'People are registered by the staff of the territory that looks after them.',
};

const OWN_AREA: PermissionRule = {
  who: OFFICERS,
  where: 'TERRITORY',
  reason:
    'Organisations are administered by the officers of their area; elsewhere there is nothing for them to change.',
};

const REPORT: PermissionRule = {
  who: 'SIGNED_IN',
  where: 'ROWS',
  reason: 'The member reports, or officers of both the organisation that keeps the membership and the one reported to.',
};

/** Who may come in at each entrance of organization, from the matrix in the domain's description. */
export const permissions = {
  'Query.viewer': { who: 'ANYONE', where: 'ANYWHERE', reason: 'Everyone may ask who they are; the public is nobody.' },
  'Query.person': PEOPLE,
  'Query.persons': LOOKED_AFTER,
  'Query.accessRecords': LEDGER,
  'Query.partyOrganization': PUBLIC_STRUCTURE,
  'Query.partyOrganizations': PUBLIC_STRUCTURE,

  'Mutation.registerPerson': REGISTER,
  'Mutation.registerPersons': REGISTER,
  'Mutation.correctPerson': OWN_OR_OFFICERS,
  'Mutation.erasePerson': OWN_OR_OFFICERS,
  'Mutation.giveConsent': OWN_CONSENT,
  'Mutation.withdrawConsent': OWN_CONSENT,
  'Mutation.reviewEmergencyRead': LEDGER,
  'Mutation.foundPartyOrganization': OWN_AREA,
  'Mutation.coverTerritory': OWN_AREA,
  'Mutation.uncoverTerritory': OWN_AREA,
  'Mutation.admitMember': OWN_AREA,
  'Mutation.admitMembers': OWN_AREA,
  'Mutation.reportToCommunity': REPORT,
  'Mutation.reportMembersToCommunity': REPORT,
  'Mutation.displayMembership': {
    who: 'SIGNED_IN',
    where: 'ROWS',
    reason: 'To be known as a member is the member’s own choice.',
  },
  'Mutation.appoint': OWN_AREA,
  'Mutation.endSeat': OWN_AREA,
  'Mutation.revokeRoles': {
    who: ['ADMINISTRATOR'],
    where: 'TERRITORY',
    reason: 'Who gives roles for a territory takes them back there; what reaches beyond it is another’s to take.',
  },
  'Mutation.signOutEverywhere': {
    who: 'SIGNED_IN',
    where: 'ANYWHERE',
    reason: 'Everyone ends their own tokens, of a telephone that was lost, say; nobody else’s.',
  },

  'Area.partyOrganizations': PUBLIC_STRUCTURE,
  'Area.partyCoverage': PUBLIC_STRUCTURE,
  'Grid.branches': PUBLIC_STRUCTURE,
  'Building.groups': PUBLIC_STRUCTURE,

  'Person.__resolveReference': PEOPLE,
  'PartyOrganization.__resolveReference': PUBLIC_STRUCTURE,
  'PartyMembership.__resolveReference': MEMBERSHIPS,
  'Seat.__resolveReference': PUBLIC_STRUCTURE,
  'Area.__resolveReference': PLACE,
  'Grid.__resolveReference': PLACE,
  'Building.__resolveReference': PLACE,
} as const satisfies PermissionTable;
