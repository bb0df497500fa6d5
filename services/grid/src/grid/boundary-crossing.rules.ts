import type { Position } from './boundary.rules.js';

/** A side of a ring, from one point to the next. */
export interface Side {
  readonly from: Position;
  readonly to: Position;
}

/** Where a ring meets itself, so that inside and outside cannot be told apart; null where it does not. A point repeated in a row is one. */
export function crossingOf(ring: readonly Position[]): Position | null {
  const sides = sidesOf(ring);
  for (const [i, side] of sides.entries()) {
    for (const [j, other] of sides.entries()) {
      if (j <= i) continue;
      const met =
        j === i + 1
          ? turnsBack(side, other)
          : i + sides.length - 1 === j
            ? turnsBack(other, side)
            : meeting(side, other);
      if (met !== null) return met;
    }
  }
  return null;
}

/** The sides of a ring that have a length. */
export function sidesOf(ring: readonly Position[]): Side[] {
  return ring.slice(1).flatMap((to, index) => {
    const from = ring[index];
    return from === undefined || isSame(from, to) ? [] : [{ from, to }];
  });
}

/** Where two sides meet, be it at an end of one; null where they do not. */
export function meeting(side: Side, other: Side): Position | null {
  const [a, b] = [turnTo(side, other.from), turnTo(side, other.to)];
  const [c, d] = [turnTo(other, side.from), turnTo(other, side.to)];
  if (a * b < 0 && c * d < 0) return between(other, a / (a - b));
  if (a === 0 && isBeside(side, other.from)) return other.from;
  if (b === 0 && isBeside(side, other.to)) return other.to;
  if (c === 0 && isBeside(other, side.from)) return side.from;
  if (d === 0 && isBeside(other, side.to)) return side.to;
  return null;
}

/** The point at which a side goes back along the one before it; null where it goes on elsewhere. */
function turnsBack(side: Side, next: Side): Position | null {
  if (turnTo(side, next.to) !== 0) return null;
  const along =
    (side.to.longitude - side.from.longitude) * (next.to.longitude - next.from.longitude) +
    (side.to.latitude - side.from.latitude) * (next.to.latitude - next.from.latitude);
  return along < 0 ? side.to : null;
}

/** Above 0 where the position lies to the left of the side, below 0 to the right, 0 on its line. */
function turnTo({ from, to }: Side, { longitude, latitude }: Position): number {
  return (
    (to.longitude - from.longitude) * (latitude - from.latitude) -
    (to.latitude - from.latitude) * (longitude - from.longitude)
  );
}

/** Whether a position on the line of a side is on the side. */
function isBeside({ from, to }: Side, { longitude, latitude }: Position): boolean {
  return isWithin(longitude, from.longitude, to.longitude) && isWithin(latitude, from.latitude, to.latitude);
}

function isWithin(value: number, end: number, otherEnd: number): boolean {
  return value >= Math.min(end, otherEnd) && value <= Math.max(end, otherEnd);
}

function between({ from, to }: Side, share: number): Position {
  return {
    latitude: from.latitude + share * (to.latitude - from.latitude),
    longitude: from.longitude + share * (to.longitude - from.longitude),
  };
}

function isSame(one: Position, other: Position): boolean {
  return one.latitude === other.latitude && one.longitude === other.longitude;
}
