import type { Revocation } from './revocation.rules.js';

/** Where the revocations of a subject are looked up: in memory, since every request with a token asks. */
export interface Revocations {
  of(subject: string): Iterable<Revocation>;
}

const NONE: ReadonlyMap<string, Revocation> = new Map();

/** The revocations that this process has heard of, whoever told it: the newest for each subject and place. */
export class KnownRevocations implements Revocations {
  readonly #bySubject = new Map<string, Map<string, Revocation>>();

  of(subject: string): Iterable<Revocation> {
    return (this.#bySubject.get(subject) ?? NONE).values();
  }

  /** Takes one in; one that is known, or older than what is known, changes nothing. */
  learn(revocation: Revocation): void {
    const { subject, territory, unit, at } = revocation;
    const places = this.#bySubject.get(subject) ?? new Map<string, Revocation>();
    const place = `${territory ?? ''}/${unit ?? ''}`;
    if ((places.get(place)?.at ?? -Infinity) >= at) return;
    places.set(place, revocation);
    this.#bySubject.set(subject, places);
  }

  /** Forgets those from before an instant: no token lives that was issued until then. */
  forgetBefore(instant: number): void {
    for (const [subject, places] of this.#bySubject) {
      for (const [place, { at }] of places) if (at < instant) places.delete(place);
      if (places.size === 0) this.#bySubject.delete(subject);
    }
  }
}
