import { Random, seedOf } from './random.js';

/** What has generated ids; the position in the list is part of the id. */
const KINDS = [
  'compound',
  'building',
  'post',
  'organization',
  'person',
  'membership',
  'seat',
  'disclosure',
  'unit',
  'agreement',
  'resource',
  'claim',
  'case',
] as const;
export type IdKind = (typeof KINDS)[number];

/** When what has no instant of its own was made: before everything that refers to it. */
const BEGINNING = Date.UTC(2021, 0, 1);

/**
 * The id of the n-th thing of a kind: a uuid v7 of the instant at which it was made, the same in every database and every run, so that
 * whoever refers to it need not have seen it.
 */
export function idOf(kind: IdKind, index: number, at = BEGINNING + index): string {
  const random = new Random(seedOf(KINDS.indexOf(kind) + 1, index));
  const time = at.toString(16).padStart(12, '0');
  const [a, b, c] = [hex(random), hex(random), hex(random)];
  const variant = '89ab'.charAt(random.below(4));
  return `${time.slice(0, 8)}-${time.slice(8)}-7${a.slice(0, 3)}-${variant}${a.slice(3, 6)}-${b}${c.slice(0, 4)}`;
}

function hex(random: Random): string {
  return random.bits().toString(16).padStart(8, '0');
}
