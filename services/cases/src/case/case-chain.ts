import { createHash } from 'node:crypto';

/** What a step of a case's history says, as it is stored: its note sealed, so that the chain still holds when the text is erased. */
export interface ChainedStep {
  readonly caseId: string;
  readonly sequence: number;
  readonly at: string;
  readonly action: string | null;
  readonly from: string | null;
  readonly to: string;
  readonly byRole: string;
  readonly byPerson: string | null;
  readonly note: Uint8Array | null;
  readonly handlers: readonly { kind: string; id: string }[];
  /** Codes of the places between which the case went with the step; left out of the hash where it stayed. */
  readonly moved?: { readonly from: string; readonly to: string };
}

/** Hash of a step over the hash of the one before (empty for the first) and all that the step says: SHA-256 in hexadecimal. */
export function hashOfStep(before: string, step: ChainedStep): string {
  const text = JSON.stringify([
    before,
    step.caseId,
    step.sequence,
    step.at,
    step.action,
    step.from,
    step.to,
    step.byRole,
    step.byPerson,
    step.note === null ? null : Buffer.from(step.note).toString('base64'),
    step.handlers.map(({ kind, id }) => [kind, id]),
    ...(step.moved === undefined ? [] : [[step.moved.from, step.moved.to]]),
  ]);
  return createHash('sha256').update(text).digest('hex');
}
