import { codeAtLevel } from '@linli/domain/territory';

/** A post as far as it discloses who holds it. */
export interface DisclosingPost {
  readonly territory: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly publicisedOn: string | null;
}

/** Who is told how much of a person, from when until when; both days belong to it. */
export interface Audience {
  readonly level: 'MASK' | 'NAME';
  readonly toPublic: boolean;
  readonly territory: string;
  readonly handlers: readonly string[];
  readonly startsOn: string;
  readonly endsOn: string | null;
}

/**
 * To whom a post discloses its holder: once the roster is up, the mask to everyone and the name to the community of the post, or the
 * street of a post to a street, for as long as the post is held.
 */
export function audiencesOf({ territory, startsOn, endsOn, publicisedOn }: DisclosingPost): Audience[] {
  if (publicisedOn === null) return [];
  const from = publicisedOn > startsOn ? publicisedOn : startsOn;
  if (endsOn !== null && endsOn < from) return [];
  const around = codeAtLevel(territory, 'COMMUNITY') ?? territory;
  const audience = { territory: around, handlers: [], startsOn: from, endsOn };
  return [
    { level: 'MASK', toPublic: true, ...audience },
    { level: 'NAME', toPublic: false, ...audience },
  ];
}
