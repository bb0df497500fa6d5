import type { CivilDay } from '@linli/domain/civil-time';
import { covers, levelOf } from '@linli/domain/territory';
import { nameFrom } from '../name.rules.js';

/** As many as come to one training; a larger one is recorded as several. */
const MOST_ATTENDEES = 100;

/** Longer than a training of a whole year. */
const MOST_HOURS = 1_000;

export interface NewTraining {
  readonly community: string;
  readonly topic: string;
  readonly heldOn: CivilDay;
  readonly hours: number;
  /** Ids of posts. */
  readonly attendees: readonly string[];
  readonly completed: readonly string[];
}

/** A post as far as it says who may have come to a training. */
export interface AttendeePost {
  readonly territory: string;
  readonly startsOn: CivilDay;
  readonly endsOn: CivilDay | null;
}

/** Path of the first input that makes no training; null where all do. Whoever completed it is one of those who came. */
export function faultInTraining(training: NewTraining, today: CivilDay): string | null {
  if (levelOf(training.community) !== 'COMMUNITY') return 'input.community';
  if (nameFrom(training.topic) === null) return 'input.topic';
  if (training.heldOn > today) return 'input.heldOn';
  if (!(training.hours > 0 && training.hours <= MOST_HOURS)) return 'input.hours';
  const attendees = training.attendees.map((id) => id.toLowerCase());
  if (attendees.length === 0 || attendees.length > MOST_ATTENDEES) return 'input.attendees';
  if (new Set(attendees).size < attendees.length) return 'input.attendees';
  return training.completed.every((id) => attendees.includes(id.toLowerCase())) ? null : 'input.completed';
}

/** Whether a post is to the community, to a place in it, or to one around it, as a supervisor's is. */
export function isPostFor(post: AttendeePost, community: string): boolean {
  return covers(community, post.territory) || covers(post.territory, community);
}

export function wasHeldOn(post: AttendeePost, day: CivilDay): boolean {
  return post.startsOn <= day && (post.endsOn === null || post.endsOn >= day);
}
