import type { Gateway } from './gateway.js';
import type { DemoPerson } from './people.js';

/** An organisation as it is founded. */
export interface Founding {
  readonly name: string;
  readonly level: string;
  readonly kind?: string;
  readonly area: string;
  readonly parent?: string;
  readonly grids?: readonly string[];
  readonly buildings?: readonly string[];
}

/** A person as a member of the organisation of this id. */
export interface Admission {
  readonly person: string;
  readonly organization: string;
  readonly status: string;
  readonly joinedOn: string;
}

/** As many as one request brings: half of what organization takes at once, and well below what the gateway lets in. */
const AT_ONCE = 250;

/** Founds an organisation; gives its id. Its places may be newer than what organization has learnt. */
export function found(gateway: Gateway, by: DemoPerson, key: string, input: Founding): Promise<string> {
  const document = 'mutation ($input: FoundPartyOrganizationInput!) { foundPartyOrganization(input: $input) { id } }';
  const learnt = /^input\.(area|grids\.\d+|buildings\.\d+)$/;
  return gateway.make({ by, document, variables: { input }, key, learnt });
}

/** Registers people of an area by their names; gives their ids in the order of the names. */
export function register(
  gateway: Gateway,
  by: DemoPerson,
  key: string,
  territory: string,
  names: readonly string[],
): Promise<string[]> {
  const document = 'mutation ($inputs: [RegisterPersonInput!]!) { registerPersons(inputs: $inputs) { id } }';
  const people = names.map((name) => ({ name, territory }));
  return inParts(people, (inputs, n) =>
    gateway.makeAll({ by, document, variables: { inputs }, key: `${key}:${n}`, learnt: /^inputs\.\d+\.territory$/ }),
  );
}

/** Admits members; gives the ids of their memberships in the same order. */
export function admit(
  gateway: Gateway,
  by: DemoPerson,
  key: string,
  admissions: readonly Admission[],
): Promise<string[]> {
  const document = 'mutation ($inputs: [AdmitMemberInput!]!) { admitMembers(inputs: $inputs) { id } }';
  return inParts(admissions, (inputs, n) =>
    gateway.makeAll({ by, document, variables: { inputs }, key: `${key}:${n}` }),
  );
}

/** Lets members report to the organisation of their home (双报到). */
export async function reportAll(
  gateway: Gateway,
  by: DemoPerson,
  key: string,
  variables: { memberships: readonly string[]; organization: string; on: string },
): Promise<void> {
  const document = `mutation ($memberships: [ID!]!, $organization: ID!, $on: Date!) {
    reportMembersToCommunity(memberships: $memberships, organization: $organization, on: $on) { id }
  }`;
  await gateway.makeAll({ by, document, variables, key });
}

/** Seats a person in an organisation; the unit that they come from may be newer than what organization has learnt. */
export async function appoint(
  gateway: Gateway,
  by: DemoPerson,
  key: string,
  input: {
    person: string;
    partyOrganization: string;
    title: string;
    startsOn: string;
    concurrent?: boolean;
    unit?: string;
  },
): Promise<void> {
  const document = 'mutation ($input: AppointInput!) { appoint(input: $input) { id } }';
  await gateway.make({ by, document, variables: { input }, key, learnt: /^input\.unit$/ });
}

async function inParts<Value>(
  values: readonly Value[],
  send: (part: readonly Value[], n: number) => Promise<string[]>,
): Promise<string[]> {
  const starts = Array.from({ length: Math.ceil(values.length / AT_ONCE) }, (_, n) => n * AT_ONCE);
  const sent = await Promise.all(starts.map((start, n) => send(values.slice(start, start + AT_ONCE), n)));
  return sent.flat();
}
