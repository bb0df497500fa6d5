import type { PlannedMember } from './chain-plan.js';
import { CO_BUILDERS } from './co-builders.js';
import type { CoBuilder } from './co-builders.js';
import type { Gateway } from './gateway.js';
import { admit, appoint, found, register, reportAll } from './party.js';
import { CLERK, representative } from './people.js';
import type { Settlement } from './settlement.js';
import { TIANJINGHU } from './tianjinghu.js';

const { code: COMMUNITY, asOf: DAY } = TIANJINGHU;
const LEARNT = /^(input\.)?(community|grids\.\d+|territories\.\d+)$/;

/** Units apply, are confirmed, offer and sign; their members report to the community, and five leaders join its committee. */
export async function partner(
  gateway: Gateway,
  reporting: readonly (readonly PlannedMember[])[],
  town: Settlement,
  committee: string,
): Promise<void> {
  const [units, workplaces] = await Promise.all([
    Promise.all(CO_BUILDERS.map((unit, n) => join(gateway, unit, n, town))),
    Promise.all(CO_BUILDERS.map(({ name }, n) => foundWorkplace(gateway, name, n))),
  ]);
  const members = reporting.flatMap((ofUnit, unit) => ofUnit.map((member, nth) => ({ ...member, unit, nth })));
  const names = members.map(({ name }) => name);
  const people = await register(gateway, CLERK, 'in-service', COMMUNITY, names);
  const admissions = members.map(({ unit, status, joinedOn }, n) => ({
    person: people[n] ?? '',
    organization: workplaces[unit] ?? '',
    status,
    joinedOn,
  }));
  const memberships = await admit(gateway, CLERK, 'in-service-admission', admissions);
  await reportAll(gateway, CLERK, 'in-service-report', { memberships, organization: committee, on: DAY });
  const leaders = members.flatMap(({ unit, nth }, n) => (nth === 0 ? [{ unit, person: people[n] ?? '' }] : []));
  await Promise.all(
    leaders.slice(0, TIANJINGHU.concurrentSeats).map(({ unit, person }) =>
      appoint(gateway, CLERK, `concurrent:${unit}`, {
        person,
        partyOrganization: committee,
        title: 'COMMITTEE_MEMBER',
        concurrent: true,
        unit: units[unit] ?? '',
        startsOn: DAY,
      }),
    ),
  );
}

/** The organisation that keeps the members of a unit: outside the community's chain, and not counted in it. */
function foundWorkplace(gateway: Gateway, unit: string, n: number): Promise<string> {
  const founding = { name: `${unit}党支部`, level: 'BRANCH', kind: 'WORKPLACE', area: COMMUNITY };
  return found(gateway, CLERK, `workplace:${n}`, founding);
}

/** A unit from its application to its signed agreement; gives its id. */
async function join(gateway: Gateway, coBuilder: CoBuilder, n: number, town: Settlement): Promise<string> {
  const { name, creditCode, kind, resource, claimed } = coBuilder;
  const applying = { name, creditCode, kind, community: COMMUNITY };
  const change = (by: typeof CLERK, what: string, document: string, variables: Record<string, unknown>) =>
    gateway.make({ by, document, variables, key: `unit:${n}:${what}`, learnt: LEARNT });

  const id = await change(representative(n), 'apply', APPLY, { input: applying });
  const unit = representative(n, id);
  await change(CLERK, 'confirm', CONFIRM, { id });
  await change(CLERK, 'draw', DRAW, { unit: id, grids: [town.gridCodes[n] ?? ''] });
  const offered = { ...resource, unit: id, territories: [COMMUNITY] };
  const resourceId = await change(unit, 'offer', OFFER, { input: offered });
  const draft = {
    community: COMMUNITY,
    unit: id,
    title: `天井湖社区与${name}共驻共建、共建共享协议`,
    text: `${name}向社区报到，提供“${resource.title}”；社区为单位开展活动提供场地与协助。`,
    resources: [resourceId],
  };
  const agreement = await change(CLERK, 'draft', DRAFT, { input: draft });
  await change(CLERK, 'sign-community', SIGN, { id: agreement, side: 'COMMUNITY', signedOn: DAY });
  await change(unit, 'sign-unit', SIGN, { id: agreement, side: 'UNIT', signedOn: DAY });
  if (claimed > 0) {
    await change(CLERK, 'claim', CLAIM, { input: { resource: resourceId, community: COMMUNITY, quantity: claimed } });
  }
  return id;
}

const APPLY = 'mutation ($input: ApplyAsUnitInput!) { applyAsUnit(input: $input) { id } }';
const CONFIRM = 'mutation ($id: ID!) { confirmUnit(id: $id) { id } }';
const DRAW =
  'mutation ($unit: ID!, $grids: [TerritoryCode!]!) { drawUnitIntoGrids(unit: $unit, grids: $grids) { id } }';
const OFFER = 'mutation ($input: RegisterResourceInput!) { registerResource(input: $input) { id } }';
const DRAFT = 'mutation ($input: DraftAgreementInput!) { draftAgreement(input: $input) { id } }';
const SIGN = `mutation ($id: ID!, $side: AgreementSide!, $signedOn: Date!) {
  signAgreement(id: $id, side: $side, signedOn: $signedOn) { id }
}`;
const CLAIM = 'mutation ($input: ClaimResourceInput!) { claimResource(input: $input) { id } }';
