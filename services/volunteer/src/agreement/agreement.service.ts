import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { changeOf } from '@linli/domain/outcome';
import type { Refusal } from '@linli/domain/refusal';
import { isId, newId } from '@linli/persistence/columns';
import type { UnitOfWork } from '@linli/persistence/unit-of-work';
import { RequestErrors } from '@linli/subgraph/request.errors';
import { change, type Asking } from '../asking.js';
import { clearText } from '../clear-text.js';
import { assertKnownCommunity } from '../directory/known-places.js';
import { InputErrors } from '../input.errors.js';
import { assertMay, may, rolesAt, type Standing } from '../permissions.js';
import { assertActive, referredUnit } from '../unit/known-unit.js';
import { MOST_IN_A_LIST } from '../unit/unit.rules.js';
import { listResources } from './agreement-resources.js';
import { AgreementRow } from './agreement.entity.js';
import { AgreementErrors } from './agreement.errors.js';
import { agreementEvent, type AgreementEventType } from './agreement.events.js';
import { agreementIsVisible } from './agreement.loaders.js';
import { AgreementSide, AgreementStatus, sign, type SigningRefusal } from './agreement.rules.js';

const TITLE = 200;
const TEXT = 50_000;

/** An agreement as it is drafted. */
export interface AgreementDraft {
  readonly community: string;
  readonly unit: string;
  readonly title: string;
  readonly text: string;
  readonly endsOn?: string | null | undefined;
  readonly resources?: readonly string[] | null | undefined;
}

/** Agreements: drafted by the community, signed by both sides. Each use case gives the agreement's id. */
export class AgreementService {
  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  draft(input: AgreementDraft): Promise<string> {
    const title = clearText(input.title, TITLE, 'input.title');
    const text = clearText(input.text, TEXT, 'input.text');
    const { community } = input;
    assertMay('Mutation.draftAgreement', this.#asking.viewer, { territories: [community] });
    return change(this.#asking, { operation: 'draftAgreement', input }, async (unit) => {
      await assertKnownCommunity(unit.em, community, 'input.community');
      const partner = await referredUnit(unit.em, input.unit, 'input.unit');
      assertActive(partner, 'input.unit');
      await assertHasRoom(unit.em, partner.row.id);
      const row = unit.em.create(AgreementRow, {
        id: newId(),
        community,
        unit: partner.row.id,
        status: AgreementStatus.DRAFT,
        title,
        text,
        signedByCommunityOn: null,
        signedByUnitOn: null,
        endsOn: input.endsOn ?? null,
      });
      await unit.em.flush();
      await listResources(unit.em, row, [...new Set(input.resources ?? [])], 'input.resources');
      this.#announce(unit, row, 'AgreementDrafted');
      return row.id;
    });
  }

  /** One side signs; with the other's signature the agreement holds. */
  sign(id: string, side: AgreementSide, signedOn: string): Promise<string> {
    return change(this.#asking, { operation: 'signAgreement', input: { id, side, signedOn } }, async (unit) => {
      const row = await this.#lock(unit.em, id, side);
      const outcome = sign(row, side, signedOn, this.#asking.today);
      unit.em.assign(
        row,
        changeOf(outcome, (reason) => this.#refusalOf(reason, row)),
      );
      await unit.em.flush();
      this.#announce(unit, row, 'AgreementSigned');
      return row.id;
    });
  }

  /** The agreement for whoever signs for the side; for others it is theirs to see but not to sign, or not there. */
  async #lock(em: EntityManager, id: string, side: AgreementSide): Promise<AgreementRow> {
    const row = isId(id) ? await em.findOne(AgreementRow, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE }) : null;
    if (row === null) throw RequestErrors.notFound({ path: 'id' });
    const { viewer } = this.#asking;
    const standing: Standing = side === AgreementSide.UNIT ? { unit: row.unit } : { territories: [row.community] };
    if (may('Mutation.signAgreement', viewer, standing)) return row;
    const seen = await sql`
      select from agreement where id = ${row.id}::uuid and ${agreementIsVisible(viewer)}`.execute(em.getKysely());
    if (seen.rows.length === 0) throw RequestErrors.notFound({ path: 'id' });
    throw RequestErrors.forbidden({ allowed: rolesAt('Mutation.signAgreement').filter(signsFor(side)) });
  }

  #refusalOf(reason: SigningRefusal, { title, status, endsOn }: AgreementRow): Refusal {
    switch (reason) {
      case 'SIGNED_ALREADY':
        return AgreementErrors.signedAlready({ title, status });
      case 'NOT_YET':
        return AgreementErrors.signedTooEarly({ path: 'signedOn', today: this.#asking.today });
      case 'AFTER_ITS_END':
        return AgreementErrors.signedAfterItsEnd({ path: 'signedOn', endsOn });
    }
  }

  #announce(unit: UnitOfWork, row: AgreementRow, type: AgreementEventType): void {
    unit.publish(agreementEvent(type, row));
    unit.audit({ type: 'agreement', id: row.id, territory: row.community });
  }
}

/** The unit is locked, so that two drafts at once keep the bound too. */
async function assertHasRoom(em: EntityManager, unit: string): Promise<void> {
  if ((await em.count(AgreementRow, { unit })) >= MOST_IN_A_LIST) {
    throw InputErrors.tooMany({ path: 'input.unit', most: MOST_IN_A_LIST });
  }
}

function signsFor(side: AgreementSide): (role: string) => boolean {
  return (role) => (role === 'UNIT_REPRESENTATIVE') === (side === AgreementSide.UNIT);
}
