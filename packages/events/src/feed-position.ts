/**
 * A place in a feed: the feed's own id, the transaction and the number of the last event read. Events are ordered by transaction,
 * then number, since numbers alone become visible out of order.
 */
export interface FeedPosition {
  readonly feed: string;
  readonly transaction: string;
  readonly number: string;
}

const FORM = /^([0-9a-f-]{36}):(\d{1,20}):(\d{1,20})$/;

export function writePosition(position: FeedPosition): string {
  return `${position.feed}:${position.transaction}:${position.number}`;
}

/** Null for a text that is no position. */
export function readPosition(text: string): FeedPosition | null {
  const [, feed, transaction, number] = FORM.exec(text) ?? [];
  return feed === undefined || transaction === undefined || number === undefined ? null : { feed, transaction, number };
}
