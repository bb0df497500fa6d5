import { sql } from 'kysely';
import type { EntityManager } from '@mikro-orm/postgresql';
import { levelOf } from '@linli/domain/territory';
import type { Refusal } from '@linli/domain/refusal';
import { newId } from '@linli/persistence/columns';
import { assertKnownArea } from '../area/known-area.js';
import { change, type Asking } from '../asking.js';
import { openGrid } from '../grid/open-grid.js';
import { assertMayIn } from '../permissions.js';
import { LedgerErrors } from './ledger.errors.js';
import { faultInLedger, type LedgerFault, type NewLedgerEntry } from './ledger.rules.js';

/** Ledgers: entered by the officers of the territory. */
export class LedgerService {
  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /** Enters counts of a territory as of a day; gives the id of the recording. What was entered before stays on record. */
  async record(territory: string, asOf: string, entries: readonly NewLedgerEntry[]): Promise<string> {
    const { today, viewer } = this.#asking;
    assertMayIn('Mutation.recordLedger', viewer, territory);
    const fault = faultInLedger(entries, asOf, today);
    if (fault !== null) throw refusalOf(fault.fault, fault.path, today);
    return change(this.#asking, 'recordLedger', { territory, asOf, entries }, async ({ em, now, audit }) => {
      await assertKnownPlace(em, territory, today);
      const recording = newId();
      const rows = entries.map(
        ({ category, count, qualifier }) =>
          sql`(${newId()}::uuid, ${recording}::uuid, ${territory}, ${category}, ${count ?? null}::int, ${qualifier}, ${asOf}::date,
            ${now}::timestamptz)`,
      );
      await sql`
        insert into ledger_entry (id, recording, territory, category, count, qualifier, as_of, entered_at)
        values ${sql.join(rows)}`.execute(em.getKysely());
      audit({ type: 'ledger', id: recording, territory });
      return recording;
    });
  }
}

async function assertKnownPlace(em: EntityManager, territory: string, today: string): Promise<void> {
  const isGrid = ['GRID', 'MICRO_GRID'].includes(levelOf(territory));
  await (isGrid ? openGrid(em, territory, today, 'territory') : assertKnownArea(em, territory, 'territory'));
}

function refusalOf(fault: LedgerFault, path: string, today: string): Refusal {
  switch (fault) {
    case 'NOTHING_ENTERED':
      return LedgerErrors.nothingEntered({ path });
    case 'ENTERED_TWICE':
      return LedgerErrors.enteredTwice({ path });
    case 'WITHHELD_HAS_NO_COUNT':
      return LedgerErrors.withheldHasNoCount({ path });
    case 'COUNT_NEEDED':
      return LedgerErrors.countNeeded({ path });
    case 'COUNT_OUT_OF_BOUNDS':
      return LedgerErrors.countOutOfBounds({ path });
    case 'IN_THE_FUTURE':
      return LedgerErrors.inTheFuture({ path, today });
  }
}
