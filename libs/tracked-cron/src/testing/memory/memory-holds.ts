import type { MemoryDatabase } from './memory-database.js';

/** A pause or a freeze, as the record of it stays. */
export interface Hold {
  readonly kind: 'paused' | 'frozen';
  /** The job that is paused; null for a freeze. */
  readonly jobId: string | null;
  /** The group that is frozen; null for all groups. */
  readonly group: string | null;
  /** The owner whose jobs are frozen; null for all owners. */
  readonly owner: string | null;
  readonly from: Date;
  /** Null for never. */
  until: Date | null;
  readonly by: string | null;
  readonly reason: string | null;
}

/** Notes that a hold begins; one of the same kind and extent that still goes on ends then. */
export function noteHold(database: MemoryDatabase, hold: Hold): void {
  endHold(database, hold, hold.from);
  database.holds.push(hold);
}

/** Notes that a hold of one job, or a freeze of just these, is over. */
export function endHold(
  database: MemoryDatabase,
  { kind, jobId, group, owner }: Pick<Hold, 'kind' | 'jobId' | 'group' | 'owner'>,
  at: Date,
): void {
  for (const one of database.holds) {
    const same = one.kind === kind && one.jobId === jobId && one.group === group && one.owner === owner;
    if (same && (one.until === null || one.until > at)) one.until = at;
  }
}
