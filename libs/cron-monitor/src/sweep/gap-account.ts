import type { Finding } from 'nestjs-tracked-cron';
import type { MissedSlots } from 'nestjs-tracked-cron/internal';
import { OVERDUE_MS } from './interval.js';
import type { SweepGap } from './sweep-account.js';

/** Gaps are remembered for as long as a slot in one may be the last of its job. */
const REMEMBERED_MS = 40 * 24 * 3_600_000;
const MOST_GAPS = 50;
/** A shorter one in which no slot was missed is nothing to wake people for. */
const LONG_MS = 5 * 60_000;
const MOST_NAMED = 10;

/** The gaps there are when somebody looks again: one more where nobody had looked for too long. */
export function gapsAt(known: readonly SweepGap[], sweptAt: Date, now: Date): SweepGap[] {
  const kept = known.filter(({ to }) => now.getTime() - to.getTime() < REMEMBERED_MS);
  const gap = { from: sweptAt, to: now, told: false };
  const isGap = now.getTime() - sweptAt.getTime() > OVERDUE_MS;
  return (isGap ? [...kept, gap] : kept).slice(-MOST_GAPS);
}

/** What is said of a gap: one finding that names the slots nobody ran. @param missed by job, most first */
export function gapFinding({ from, to }: SweepGap, missed: readonly MissedSlots[]): Finding {
  const count = missed.reduce((sum, one) => sum + one.count, 0);
  const slots = missed.length === 0 ? 'no slot was missed' : `slots missed: ${named(missed)}`;
  return {
    rule: 'missed',
    severity: count > 0 ? 'error' : 'warning',
    told: count > 0 || to.getTime() - from.getTime() >= LONG_MS,
    since: from,
    message:
      `nobody watched from ${from.toISOString()} to ${to.toISOString()}: no instance was there, or the database was away; ` +
      slots,
    count: Math.max(1, count),
    slot: null,
    executionId: null,
  };
}

function named(missed: readonly MissedSlots[]): string {
  const some = missed.slice(0, MOST_NAMED).map(({ jobName, count }) => `${jobName} (${count})`);
  const others = missed.length - some.length;
  return others > 0 ? `${some.join(', ')} and those of ${others} more jobs` : some.join(', ');
}
