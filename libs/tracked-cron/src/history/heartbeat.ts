/** A sign of life from a handler. */
export interface Heartbeat {
  readonly id: string;
  readonly epoch: number;
  /** Milliseconds since the Unix epoch, database time. */
  readonly at: number;
  /** 0 to 1; null leaves what was there. */
  readonly progress: number | null;
  /** Null leaves what was there. */
  readonly message: string | null;
}
