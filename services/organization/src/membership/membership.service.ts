import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { isId, newId } from '@linli/persistence/columns';
import type { UnitOfWork } from '@linli/persistence/unit-of-work';
import { holdsRoleIn, OFFICERS } from '@linli/domain/viewer';
import { mayIn } from '@linli/subgraph/permissions';
import { RequestErrors } from '@linli/subgraph/request.errors';
import { change, type Asking } from '../asking.js';
import {
  assertStands,
  findOrganizations,
  type StandingOrganization,
} from '../party-organization/require-organization.js';
import { permissions } from '../permissions.js';
import { assertAdministeredPeople } from '../person/administered-people.js';
import { PartyMembershipRow } from './membership.entity.js';
import { MembershipErrors } from './membership.errors.js';
import { refusalOfReport, type ReportRefusal } from './membership.rules.js';
import type { AdmitMemberInput } from './membership.type.js';

const MOST_AT_ONCE = 500;

/** Memberships: taken in by officers, reported at home, shown by the member alone. */
export class MembershipService {
  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  async admit(input: AdmitMemberInput): Promise<string> {
    const [id] = await this.#admit('admitMember', input, [{ input, path: 'input' }]);
    return id as string;
  }

  /** All of them or none, in the order given. */
  admitAll(inputs: readonly AdmitMemberInput[]): Promise<string[]> {
    assertNumber(inputs, 'inputs');
    const named = inputs.map((input, at) => ({ input, path: `inputs.${at}` }));
    return this.#admit('admitMembers', inputs, named);
  }

  async report(membership: string, organization: string, on: string): Promise<string> {
    const named = [{ id: membership, path: 'membership' }];
    const [id] = await this.#report('reportToCommunity', { membership, organization, on }, named);
    return id as string;
  }

  /** All of them or none, in the order given. */
  reportAll(memberships: readonly string[], organization: string, on: string): Promise<string[]> {
    assertNumber(memberships, 'memberships');
    const named = memberships.map((id, at) => ({ id, path: `memberships.${at}` }));
    return this.#report('reportMembersToCommunity', { memberships, organization, on }, named);
  }

  /** The member's own choice; whoever else sees the membership may not make it. */
  display(id: string, publicly: boolean): Promise<string> {
    return change(this.#asking, 'displayMembership', { id, publicly }, async (unit) => {
      const membership = isId(id)
        ? await unit.em.findOne(PartyMembershipRow, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE })
        : null;
      if (membership === null) throw RequestErrors.notFound({ path: 'membership' });
      if (membership.person !== this.#asking.viewer.person) throw RequestErrors.forbidden({ allowed: ['RESIDENT'] });
      if (membership.leftOn !== null) throw MembershipErrors.ended({ leftOn: membership.leftOn, path: 'membership' });
      membership.publiclyDisplayed = publicly;
      unit.audit({ type: 'partyMembership', id: membership.id, territory: membership.area });
      return membership.id;
    });
  }

  async #admit(
    operation: 'admitMember' | 'admitMembers',
    asked: unknown,
    named: readonly { input: AdmitMemberInput; path: string }[],
  ): Promise<string[]> {
    const later = named.find(({ input }) => input.joinedOn > this.#asking.today);
    if (later !== undefined) throw MembershipErrors.joinsInDaysToCome({ path: `${later.path}.joinedOn` });
    const people = named.map(({ input, path }) => ({ id: input.person.toLowerCase(), path: `${path}.person` }));
    assertNoneTwice(people);
    const ids = await change(this.#asking, operation, asked, async (unit) => {
      const allows = (area: string) => mayIn(permissions[`Mutation.${operation}`], this.#asking.viewer, area);
      const organizations = named.map(({ input }) => input.organization);
      const found = await findOrganizations(unit.em, organizations, allows);
      await assertAdministeredPeople(unit.em, people);
      const rows = named.map(({ input, path }) => {
        const organization = found.get(input.organization.toLowerCase());
        if (organization === undefined) throw RequestErrors.unknownReference({ path: `${path}.organization` });
        assertStands(organization, this.#asking.today, `${path}.organization`);
        return { ...rowOf(input, organization), id: newId() };
      });
      await insertAll(unit, rows, people);
      return rows.map(({ id }) => id).join(',');
    });
    return ids.split(',');
  }

  async #report(
    operation: 'reportToCommunity' | 'reportMembersToCommunity',
    asked: { organization: string; on: string } & ({ membership: string } | { memberships: readonly string[] }),
    named: readonly { id: string; path: string }[],
  ): Promise<string[]> {
    assertNoneTwice(named.map(({ id, path }) => ({ id: id.toLowerCase(), path })));
    const ids = await change(this.#asking, operation, asked, async (unit) => {
      const memberships = await this.#lockAll(unit.em, named);
      const own = memberships.every(({ person }) => person === this.#asking.viewer.person);
      const allows = (area: string) => own || holdsRoleIn(this.#asking.viewer, OFFICERS, area);
      const found = await findOrganizations(unit.em, [asked.organization], allows);
      const organization = found.get(asked.organization.toLowerCase());
      if (organization === undefined) throw RequestErrors.unknownReference({ path: 'organization' });
      assertStands(organization, this.#asking.today, 'organization');
      for (const [at, membership] of memberships.entries()) {
        const reason = refusalOfReport(membership, organization, asked.on, this.#asking.today);
        if (reason !== null) throw refusalFor(reason, membership, named[at]?.path ?? '');
        unit.audit({ type: 'partyMembership', id: membership.id, territory: organization.area });
      }
      await sql`
        update party_membership set residential_organization = ${organization.id}, residential_area = ${organization.area},
          reported_on = ${asked.on}::date, version = version + 1
        where id = any(${memberships.map(({ id }) => id)}::uuid[])`.execute(unit.em.getKysely());
      return memberships.map(({ id }) => id).join(',');
    });
    return ids.split(',');
  }

  /** The memberships in the order given, locked until the end of the transaction; what is only displayed is not theirs to change. */
  async #lockAll(em: EntityManager, named: readonly { id: string; path: string }[]): Promise<PartyMembershipRow[]> {
    const ids = named.map(({ id }) => id.toLowerCase());
    const where = { id: { $in: ids.filter(isId) } };
    const rows = await em.find(PartyMembershipRow, where, {
      lockMode: LockMode.PESSIMISTIC_WRITE,
      orderBy: { id: 'asc' },
    });
    const mine = new Map(rows.filter((row) => this.#mayChange(row)).map((row) => [row.id, row]));
    return named.map(({ path }, at) => {
      const row = mine.get(ids[at] ?? '');
      if (row === undefined) throw RequestErrors.notFound({ path });
      return row;
    });
  }

  #mayChange({ person, area, residentialArea }: PartyMembershipRow): boolean {
    const { viewer } = this.#asking;
    if (person === viewer.person || holdsRoleIn(viewer, OFFICERS, area)) return true;
    return residentialArea !== null && holdsRoleIn(viewer, OFFICERS, residentialArea);
  }
}

function rowOf({ person, status, joinedOn }: AdmitMemberInput, { id, area }: StandingOrganization) {
  return { person: person.toLowerCase(), status, organization: id, area, joined_on: joinedOn };
}

/** One statement for all; whose membership is kept somewhere already, also where the viewer cannot see it, is refused by their path. */
async function insertAll(
  unit: UnitOfWork,
  rows: readonly (ReturnType<typeof rowOf> & { id: string })[],
  people: readonly { id: string; path: string }[],
): Promise<void> {
  const inserted = await sql<{ person: string }>`
    insert into party_membership (id, person, status, organization, area, joined_on)
    select id, person, status, organization, area, joined_on
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as given (id uuid, person uuid, status text, organization uuid, area text, joined_on date)
    on conflict (person) where left_on is null do nothing
    returning person`.execute(unit.em.getKysely());
  const admitted = new Set(inserted.rows.map(({ person }) => person));
  const member = people.find(({ id }) => !admitted.has(id));
  if (member !== undefined) throw MembershipErrors.memberAlready({ path: member.path });
  for (const { id, area } of rows) unit.audit({ type: 'partyMembership', id, territory: area });
}

function assertNumber(list: readonly unknown[], path: string): void {
  if (list.length >= 1 && list.length <= MOST_AT_ONCE) return;
  throw RequestErrors.outOfBounds({ path, constraint: `1–${MOST_AT_ONCE}` });
}

function assertNoneTwice(named: readonly { id: string; path: string }[]): void {
  const seen = new Set<string>();
  for (const { id, path } of named) {
    if (seen.has(id)) throw MembershipErrors.namedTwice({ path });
    seen.add(id);
  }
}

function refusalFor(reason: ReportRefusal, { leftOn }: { leftOn: string | null }, path: string) {
  switch (reason) {
    case 'MEMBERSHIP_ENDED':
      return MembershipErrors.ended({ leftOn, path });
    case 'KEPT_THERE':
      return MembershipErrors.keptThere({ path });
    case 'NOT_RESIDENTIAL':
      return MembershipErrors.notResidential({ path: 'organization' });
    case 'DAY_OUT_OF_PLACE':
      return MembershipErrors.dayOutOfPlace({ path: 'on' });
  }
}
