/** A fact for other services, in the past tense: ids and values, no personal data in the clear. */
export interface DomainEvent {
  readonly type: string;
  readonly aggregateType: string;
  readonly aggregateId: string;
  /** Version of the aggregate after the fact; whoever hears of several applies the highest. */
  readonly version: number;
  readonly payload: Readonly<Record<string, unknown>>;
}
