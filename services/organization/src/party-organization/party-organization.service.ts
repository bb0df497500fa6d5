import { isId, newId } from '@linli/persistence/columns';
import type { UnitOfWork } from '@linli/persistence/unit-of-work';
import { mayIn } from '@linli/subgraph/permissions';
import { RequestErrors } from '@linli/subgraph/request.errors';
import { sql } from 'kysely';
import { change, type Asking } from '../asking.js';
import { assertKnownArea, assertKnownBuildings, assertOpenGrids } from '../directory/known-places.js';
import { permissions } from '../permissions.js';
import { PartyOrganizationRow } from './party-organization.entity.js';
import { PartyOrganizationErrors } from './party-organization.errors.js';
import { partyOrganizationEvent, type PartyOrganizationEventType } from './party-organization.events.js';
import { factOf } from './party-organization.facts.js';
import { LEVELS_BELOW, nameFrom, pathBelow, refusalOfParent, type Placed } from './party-organization.rules.js';
import type { FoundPartyOrganizationInput } from './party-organization.type.js';
import { assertStands, findOrganizations, type StandingOrganization } from './require-organization.js';
import { cover, uncover } from './territory-coverage.js';

/** What an organisation shall cover, or cover no more, from a day on; today where none is given. */
export interface TerritoryGiven {
  readonly grids?: readonly string[] | null | undefined;
  readonly buildings?: readonly string[] | null | undefined;
  readonly on?: string | null | undefined;
}

const MOST_PLACES = 500;

/** Party organisations: founded, and given what they cover, by the officers of their area. Each gives the organisation's id. */
export class PartyOrganizationService {
  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  found(input: FoundPartyOrganizationInput): Promise<string> {
    const name = nameFrom(input.name);
    if (name === null) throw RequestErrors.outOfBounds({ path: 'input.name', constraint: '1–100' });
    if (!mayIn(permissions['Mutation.foundPartyOrganization'], this.#asking.viewer, input.area)) {
      throw RequestErrors.unknownReference({ path: 'input.area' });
    }
    return change(this.#asking, 'foundPartyOrganization', input, async (unit) => {
      await assertKnownArea(unit.em, input.area, 'input.area');
      const parent = await this.#parentFor(unit, input);
      const { grids, buildings } = placesIn(input);
      await assertOpenGrids(unit.em, input.area, grids, 'input.grids');
      await assertKnownBuildings(unit.em, input.area, buildings, 'input.buildings');
      const id = newId();
      unit.em.create(PartyOrganizationRow, {
        id,
        name,
        level: input.level,
        kind: input.kind,
        foundedOn: input.foundedOn ?? null,
        dissolvedOn: null,
        parent: parent?.id ?? null,
        path: pathBelow(parent?.path ?? null, id),
        area: input.area,
      });
      await unit.em.flush();
      await cover(unit.em, 'grid', id, grids, this.#asking.today);
      await cover(unit.em, 'building', id, buildings, this.#asking.today);
      await this.#announce(unit, 'PartyOrganizationFounded', id);
      return id;
    });
  }

  cover(organization: string, given: TerritoryGiven): Promise<string> {
    return this.#changeTerritory('coverTerritory', organization, given, async (unit, { id, area }, day) => {
      const { grids, buildings } = placesIn(given);
      await assertOpenGrids(unit.em, area, grids, 'grids');
      await assertKnownBuildings(unit.em, area, buildings, 'buildings');
      await cover(unit.em, 'grid', id, grids, day);
      await cover(unit.em, 'building', id, buildings, day);
    });
  }

  /** What it does not cover, or what is not there, is left alone: it is not covered afterwards either. */
  uncover(organization: string, given: TerritoryGiven): Promise<string> {
    return this.#changeTerritory('uncoverTerritory', organization, given, async (unit, { id }, day) => {
      const { grids, buildings } = placesIn(given);
      await uncover(unit.em, 'grid', id, grids, day);
      await uncover(unit.em, 'building', id, buildings.filter(isId), day);
    });
  }

  #changeTerritory(
    operation: 'coverTerritory' | 'uncoverTerritory',
    organization: string,
    given: TerritoryGiven,
    work: (unit: UnitOfWork, standing: StandingOrganization, day: string) => Promise<void>,
  ): Promise<string> {
    assertSomePlaces(given);
    return change(this.#asking, operation, { organization, ...given }, async (unit) => {
      const rule = permissions[`Mutation.${operation}`];
      const found = await findOrganizations(unit.em, [organization], (area) => mayIn(rule, this.#asking.viewer, area));
      const standing = found.get(organization.toLowerCase());
      if (standing === undefined) throw RequestErrors.notFound({ path: 'organization' });
      assertStands(standing, this.#asking.today, 'organization');
      await work(unit, standing, given.on ?? this.#asking.today);
      await sql`update party_organization set version = version + 1 where id = ${standing.id}`.execute(
        unit.em.getKysely(),
      );
      await this.#announce(
        unit,
        operation === 'coverTerritory' ? 'TerritoryCovered' : 'TerritoryUncovered',
        standing.id,
      );
      return standing.id;
    });
  }

  /** The parent that the input names, where the organisation may stand below it; organisations are public, so any may be named. */
  async #parentFor(unit: UnitOfWork, input: FoundPartyOrganizationInput): Promise<StandingOrganization | null> {
    const id = input.parent ?? null;
    if (id === null) return null;
    const parent = (await findOrganizations(unit.em, [id], () => true)).get(id.toLowerCase());
    if (parent === undefined) throw RequestErrors.unknownReference({ path: 'input.parent' });
    assertStands(parent, this.#asking.today, 'input.parent');
    assertBelow(input, parent);
    return parent;
  }

  async #announce(unit: UnitOfWork, type: PartyOrganizationEventType, id: string): Promise<void> {
    const { version, fact } = await factOf(unit.em, id, this.#asking.today);
    unit.publish(partyOrganizationEvent(type, version, fact));
    unit.audit({ type: 'partyOrganization', id, territory: fact.area });
  }
}

function assertBelow(child: Placed, parent: StandingOrganization): void {
  const reason = refusalOfParent(child, parent);
  if (reason === 'AREA_OUTSIDE') throw PartyOrganizationErrors.areaOutside({ path: 'input.area' });
  if (reason === 'LEVEL_NOT_BELOW') {
    const allowed = [...LEVELS_BELOW[parent.level]];
    throw PartyOrganizationErrors.levelNotBelow({
      level: child.level,
      parent: parent.level,
      allowed,
      path: 'input.level',
    });
  }
}

function placesIn({ grids, buildings }: TerritoryGiven): { grids: readonly string[]; buildings: readonly string[] } {
  return { grids: grids ?? [], buildings: buildings ?? [] };
}

function assertSomePlaces(given: TerritoryGiven): void {
  const { grids, buildings } = placesIn(given);
  if (grids.length + buildings.length === 0) throw PartyOrganizationErrors.nothingToCover({ path: 'grids' });
  for (const [path, keys] of Object.entries({ grids, buildings })) {
    if (keys.length > MOST_PLACES) throw RequestErrors.outOfBounds({ path, constraint: `≤ ${MOST_PLACES}` });
  }
}
