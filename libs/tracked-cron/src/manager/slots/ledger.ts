import type { CronJobEntity } from '../../definition/cron-job.entity.js';
import type { Schedule } from '../../schedule/schedule.js';
import type { Ledger, LedgerEntry } from './job-slots.interface.js';
import type { Window } from './slot-window.js';

/** Slots that are walked at most for one page. */
const MOST_WALKED = 20_000;
/** How long slots that each instance runs by itself may take to be written down. */
const WRITTEN_LATE_MS = 60_000;

/** What is on record of a window. */
export interface RecordedSlots {
  /** Executions of slots in the window, ascending, all of each slot; may be cut off after the page. */
  readonly rows: readonly LedgerEntry[];
  /** The last slot that is read whole where they are cut off, milliseconds since the Unix epoch; `Infinity`: all are. */
  readonly completeUntil: number;
  /** Ranges that meet the window, ascending. */
  readonly ranges: readonly LedgerEntry[];
}

/** When slots are judged. */
export interface LedgerFacts {
  readonly now: number;
  /** What was before may be on record no more, milliseconds since the Unix epoch. */
  readonly keptSince: number;
}

/**
 * Lays what is on record over the slots of the schedule: what has a row or is in a range, and what has neither.
 * @param schedule null for a timer whose due times are not known
 */
export function layLedger(
  job: CronJobEntity,
  schedule: Schedule | null,
  window: Window,
  { rows, ranges, completeUntil }: RecordedSlots,
  facts: LedgerFacts & { readonly limit: number },
): Ledger {
  const end = Math.min(window.to, completeUntil);
  const recorded = [...rows, ...ranges].filter(({ slot }) => slot.getTime() <= end);
  const { blanks, walkedUntil } = blanksOf(job, schedule, { from: window.from, to: end }, recorded, facts);
  const all = [...recorded, ...blanks]
    .filter(({ slot }) => slot.getTime() <= walkedUntil)
    .sort((a, b) => a.slot.getTime() - b.slot.getTime());
  let size = Math.min(facts.limit, all.length);
  let covered = Math.max(...all.slice(0, size).map(({ lastSlot }) => lastSlot.getTime()));
  // what several instances say of the same slots is not torn apart
  for (; size < all.length && +all[size].slot <= covered; size += 1)
    covered = Math.max(covered, +all[size].lastSlot);
  const items = all.slice(0, size);
  covered = size === all.length ? Math.min(end, walkedUntil) : Math.min(covered, end);
  return {
    jobName: job.name,
    from: new Date(window.from),
    to: new Date(window.to),
    items,
    next: covered < window.to ? new Date(covered) : null,
  };
}

/** The slots that nothing is on record about. */
function blanksOf(
  job: CronJobEntity,
  schedule: Schedule | null,
  { from, to }: Window,
  recorded: readonly LedgerEntry[],
  facts: LedgerFacts & { readonly limit: number },
): { blanks: LedgerEntry[]; walkedUntil: number } {
  const blanks: LedgerEntry[] = [];
  if (schedule === null || schedule.isNever) return { blanks, walkedUntil: Infinity };
  // before, it was due at other times, which nobody knows any more
  const since = Math.max(from, (job.dueSince ?? job.createdAt).getTime());
  const until = isDue(job) ? to : Math.min(to, job.lastSlotAt.getTime());
  const taken = new Set(recorded.map(({ slot }) => slot.getTime()));
  const ranges = recorded.filter(({ count }) => count > 1);
  let looks = 0;
  let position = since;
  for (;;) {
    const slot = next(schedule, position, until);
    if (slot === null) return { blanks, walkedUntil: Infinity };
    const range = ranges.find(({ slot: first, lastSlot }) => +first <= slot && slot <= +lastSlot);
    position = range ? range.lastSlot.getTime() : slot;
    if (!range && !taken.has(slot)) blanks.push(blank(slot, outcomeOf(job, slot, facts)));
    if (++looks >= MOST_WALKED || blanks.length > facts.limit) return { blanks, walkedUntil: position };
  }
}

function isDue({ removedAt, options, switchedOff }: CronJobEntity): boolean {
  return removedAt === null && (options.enabled !== false || switchedOff);
}

function outcomeOf(
  job: CronJobEntity,
  slot: number,
  { now, keptSince }: LedgerFacts,
): LedgerEntry['outcome'] {
  if (slot > now) return 'due';
  const decidedUntil = job.options.scope === 'instance' ? now - WRITTEN_LATE_MS : job.lastSlotAt.getTime();
  if (slot > decidedUntil) return 'undecided';
  return slot < keptSince ? 'not_kept' : 'unaccounted';
}

function blank(slot: number, outcome: LedgerEntry['outcome']): LedgerEntry {
  return {
    slot: new Date(slot),
    lastSlot: new Date(slot),
    count: 1,
    outcome,
    reason: null,
    executionId: null,
    trigger: null,
    startedAt: null,
    durationMs: null,
    instanceId: null,
  };
}

function next(schedule: Schedule, after: number, until: number): number | null {
  for (const slot of schedule.slotsBetween(after, until)) return slot;
  return null;
}
