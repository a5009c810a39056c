/** Who decides something, and why, for the record. */
export interface SteeringWords {
  /** A user's id or name; at most 1,000 bytes are kept. */
  by?: string;
  /** In a person's words; at most 1,000 bytes are kept. */
  reason?: string;
  /** Of the request that it comes with, for the audit log; at most 300 bytes are kept. Default: none. */
  requestId?: string;
}

/** What became of an execution that was to be cancelled. */
export interface CancelledExecution {
  readonly executionId: string;
  readonly jobName: string;
  /**
   * `cancelled` where it had not started; `cancelling` where it runs: here its signal has aborted, elsewhere it does so when
   * its instance renews its lease, within a third of `leaseTtl`.
   */
  readonly status: 'cancelled' | 'cancelling';
}

/** What is frozen, by whom, why, and until when. */
export interface FreezeOptions extends SteeringWords {
  /** When it ends by itself. Default: not before `unfreeze`. */
  until?: Date;
  /** Only jobs of this group. Default: those of all groups, and of none. */
  group?: string;
  /** Only jobs of this owner. Default: those of all owners, and of none. */
  owner?: string;
}

/** Which freeze is ended. */
export interface UnfreezeOptions extends SteeringWords {
  /** That of this group. Default: that of all groups; freezes of single ones stay. */
  group?: string;
  /** That of this owner. Default: that of all owners; freezes of single ones stay. */
  owner?: string;
}

/** How past slots are made up for. */
export interface BackfillOptions extends SteeringWords {
  /** The most slots that are meant; a range with more is refused. At most 1,000, the default. */
  limit?: number;
}

/** Which slots are made up for. */
export interface BackfilledRange {
  readonly jobName: string;
  readonly count: number;
  readonly first: Date | null;
  readonly last: Date | null;
}
