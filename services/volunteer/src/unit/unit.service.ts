import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { isCreditCode } from '@linli/domain/credit-code';
import { codeAtLevel } from '@linli/domain/territory';
import { newId } from '@linli/persistence/columns';
import type { UnitOfWork } from '@linli/persistence/unit-of-work';
import { RequestErrors } from '@linli/subgraph/request.errors';
import { change, type Asking } from '../asking.js';
import { clearText } from '../clear-text.js';
import { assertKnownCommunity, assertKnownPlaces } from '../directory/known-places.js';
import { InputErrors } from '../input.errors.js';
import { assertMay } from '../permissions.js';
import { assertActive, lockUnit, type KnownUnit } from './known-unit.js';
import { placesOfUnit } from './unit-places.js';
import { UnitRow } from './unit.entity.js';
import { UnitErrors } from './unit.errors.js';
import { unitEvent, type UnitEventType } from './unit.events.js';
import { MOST_IN_A_LIST, statusAfter, UnitStatus, type UnitAction, type UnitKind } from './unit.rules.js';

const NAME = 100;
const REASON = 500;

/** A unit as it applies. */
export interface UnitApplication {
  readonly name: string;
  readonly creditCode: string;
  readonly kind: UnitKind;
  readonly community: string;
  readonly idempotencyKey?: string | null | undefined;
}

/** Units: they register themselves, a community confirms them, and they are drawn into its grids. Each use case gives the unit's id. */
export class UnitService {
  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /** Takes in an application to a community. A credit code that a unit has already, unless it was turned away, is refused. */
  apply(input: UnitApplication): Promise<string> {
    const name = clearText(input.name, NAME, 'input.name');
    const { creditCode, kind, community, idempotencyKey } = input;
    if (!isCreditCode(creditCode)) throw UnitErrors.creditCodeWrong({ path: 'input.creditCode' });
    return change(this.#asking, { operation: 'applyAsUnit', input, idempotencyKey }, async (unit) => {
      await assertKnownCommunity(unit.em, community, 'input.community');
      const id = newId();
      await insertOnce(unit.em, { id, name, creditCode, kind });
      await addPlaces(unit.em, 'unit_community', 'community', id, [community]);
      const row = await unit.em.findOneOrFail(UnitRow, { id });
      await this.#announce(unit, row, 'UnitApplied');
      return id;
    });
  }

  confirm(id: string): Promise<string> {
    return this.#decide('confirmUnit', id, 'CONFIRM', null);
  }

  reject(id: string, reason: string): Promise<string> {
    return this.#decide('rejectUnit', id, 'REJECT', clearText(reason, REASON, 'reason'));
  }

  /** Adds a community to those that the unit reports to; one that it reports to already changes nothing. */
  reportToCommunity(id: string, community: string): Promise<string> {
    return change(this.#asking, { operation: 'reportUnitToCommunity', input: { id, community } }, async (unit) => {
      const known = await requireUnit(unit.em, id, 'unit');
      assertMay('Mutation.reportUnitToCommunity', this.#asking.viewer, {
        territories: [community],
        unit: known.row.id,
      });
      assertActive(known, 'unit');
      await assertKnownCommunity(unit.em, community, 'community');
      await this.#place(unit, known, 'community', [community], 'UnitReportedToCommunity');
      return known.row.id;
    });
  }

  /** Adds grids to those that the unit was drawn into: open ones, of communities that it reports to. */
  drawIntoGrids(id: string, grids: readonly string[]): Promise<string> {
    return change(this.#asking, { operation: 'drawUnitIntoGrids', input: { id, grids } }, async (unit) => {
      if (grids.length > MOST_IN_A_LIST) throw InputErrors.tooMany({ path: 'grids', most: MOST_IN_A_LIST });
      const known = await requireUnit(unit.em, id, 'unit');
      for (const grid of grids) assertMay('Mutation.drawUnitIntoGrids', this.#asking.viewer, { territories: [grid] });
      assertActive(known, 'unit');
      assertAreGrids(grids);
      await assertKnownPlaces(unit.em, grids, this.#asking.today, 'grids');
      assertInItsCommunities(known, grids);
      await this.#place(unit, known, 'grid', grids, 'UnitDrawnIntoGrids');
      return known.row.id;
    });
  }

  #decide(
    operation: 'confirmUnit' | 'rejectUnit',
    id: string,
    action: UnitAction,
    reason: string | null,
  ): Promise<string> {
    return change(this.#asking, { operation, input: { id, reason } }, async (unit) => {
      const { row, communities } = await requireUnit(unit.em, id, 'id');
      assertMay(`Mutation.${operation}`, this.#asking.viewer, { territories: communities });
      const next = statusAfter(row.status, action);
      if (next === null) throw UnitErrors.moveNotAllowed({ name: row.name, status: row.status });
      row.status = next;
      row.statusReason = reason;
      await unit.em.flush();
      await this.#announce(unit, row, action === 'CONFIRM' ? 'UnitConfirmed' : 'UnitRejected');
      return row.id;
    });
  }

  async #place(
    unit: UnitOfWork,
    known: KnownUnit,
    place: 'community' | 'grid',
    codes: readonly string[],
    event: UnitEventType,
  ): Promise<void> {
    const { row } = known;
    const has = place === 'grid' ? known.grids : known.communities;
    const added = [...new Set(codes)].filter((code) => !has.includes(code));
    if (added.length === 0) return;
    if (has.length + added.length > MOST_IN_A_LIST) {
      throw InputErrors.tooMany({ path: place === 'grid' ? 'grids' : 'community', most: MOST_IN_A_LIST });
    }
    await addPlaces(unit.em, `unit_${place}`, place, row.id, added);
    await sql`update unit set version = version + 1 where id = ${row.id}::uuid`.execute(unit.em.getKysely());
    await unit.em.refresh(row);
    await this.#announce(unit, row, event);
  }

  async #announce(unit: UnitOfWork, row: UnitRow, type: UnitEventType): Promise<void> {
    const places = await placesOfUnit(unit.em, row.id);
    unit.publish(unitEvent(type, row, places));
    for (const territory of places.communities) unit.audit({ type: 'unit', id: row.id, territory });
  }
}

async function requireUnit(em: EntityManager, id: string, path: string): Promise<KnownUnit> {
  const known = await lockUnit(em, id);
  if (known === null) throw RequestErrors.notFound({ path });
  return known;
}

/** Two applications with one code at the same time: the index lets one in, the other learns of it. */
async function insertOnce(
  em: EntityManager,
  { id, name, creditCode, kind }: { id: string; name: string; creditCode: string; kind: UnitKind },
): Promise<void> {
  const { rows } = await sql`
    insert into unit (id, name, credit_code, kind, status)
    values (${id}::uuid, ${name}, ${creditCode}, ${kind}, ${UnitStatus.APPLIED})
    on conflict (credit_code) where status not in ('REJECTED', 'WITHDRAWN') do nothing
    returning id`.execute(em.getKysely());
  if (rows.length > 0) return;
  const earlier = await sql<{ id: string }>`
    select id from unit where credit_code = ${creditCode} and status not in ('REJECTED', 'WITHDRAWN')`.execute(
    em.getKysely(),
  );
  throw UnitErrors.alreadyRegistered({ unit: earlier.rows[0]?.id ?? null });
}

async function addPlaces(
  em: EntityManager,
  table: 'unit_community' | 'unit_grid',
  column: 'community' | 'grid',
  unit: string,
  codes: readonly string[],
): Promise<void> {
  await sql`
    insert into ${sql.table(table)} (unit, ${sql.ref(column)})
    select ${unit}::uuid, code from unnest(${[...codes]}::text[]) as given (code)`.execute(em.getKysely());
}

function assertAreGrids(codes: readonly string[]): void {
  const wrong = codes.findIndex((code) => codeAtLevel(code, 'GRID') === null);
  if (wrong >= 0) throw RequestErrors.unknownReference({ path: `grids.${wrong}` });
}

function assertInItsCommunities({ communities }: KnownUnit, grids: readonly string[]): void {
  const elsewhere = grids.findIndex((grid) => !communities.includes(grid.slice(0, 12)));
  if (elsewhere < 0) return;
  throw UnitErrors.gridElsewhere({ path: `grids.${elsewhere}`, community: grids[elsewhere]?.slice(0, 12) ?? null });
}
