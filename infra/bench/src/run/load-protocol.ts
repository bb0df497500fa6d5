/** An HTTP request as the load sends it. */
export interface LoadRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** CRC-32 of the bytes that a right answer has; without it any answer without errors is taken. */
  readonly answerCrc?: number;
}

/** What the load process is asked to do: requests one after the other, over and over, by so many callers at once. */
export interface LoadOrder {
  readonly url: string;
  readonly requests: readonly LoadRequest[];
  readonly callers: number;
  readonly ms: number;
  /** Index of the first request, so that rounds do not all begin with the same. */
  readonly first: number;
}

export interface LoadOutcome {
  readonly requests: number;
  readonly seconds: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly failed: number;
  readonly firstFailure: string;
}
