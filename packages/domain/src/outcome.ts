import type { Refusal } from './refusal.js';

/** What a rule says: the change that it allows, or the reason why not, as a word that the caller turns into a refusal. */
export type Outcome<Change, Reason extends string> =
  { readonly allowed: true; readonly change: Change } | { readonly allowed: false; readonly reason: Reason };

export function allow<Change>(change: Change): Outcome<Change, never> {
  return { allowed: true, change };
}

export function refuse<const Reason extends string>(reason: Reason): Outcome<never, Reason> {
  return { allowed: false, reason };
}

/** The change of an outcome; throws the refusal that its reason stands for where there is none. */
export function changeOf<Change, Reason extends string>(
  outcome: Outcome<Change, Reason>,
  refusalOf: (reason: Reason) => Refusal,
): Change {
  if (!outcome.allowed) throw refusalOf(outcome.reason);
  return outcome.change;
}
