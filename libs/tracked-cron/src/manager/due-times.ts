import type { CronJobEntity } from '../definition/cron-job.entity.js';
import { describeEvery } from '../schedule/schedule-description.js';
import { Schedule } from '../schedule/schedule.js';
import { TrackedCronError } from '../tracked-cron.error.js';

/** What a job's row says of when it is due. */
export interface DueTimes {
  /** First slot that nobody has decided; null for none, and where it can't be told. */
  readonly nextDueAt: Date | null;
  /** Milliseconds between two slots; `Infinity` where there is no next one. */
  readonly periodMs: number;
  /** The schedule in words. */
  readonly description: string;
}

/** What the row of an observed job says of its timer. */
interface ObservedOptions {
  readonly kind: 'cron' | 'date' | 'interval' | 'timeout';
  readonly everyMs: number | null;
  /** Whether the schedule is an expression that this library reads too. */
  readonly slots: boolean;
}

/**
 * When a job is due next, by its row alone.
 * @throws TrackedCronError for an expression or a zone that can't be read
 */
export function dueTimes(job: CronJobEntity): DueTimes {
  const observed = job.options.observed as ObservedOptions | undefined;
  return observed && !observed.slots ? timerTimes(job, observed) : scheduleTimes(job);
}

function scheduleTimes({ schedule: expression, timeZone, lastSlotAt }: CronJobEntity): DueTimes {
  const schedule = Schedule.of(expression, timeZone);
  const nextDueAt = nextAfter(schedule, lastSlotAt);
  const periodMs = nextDueAt === null ? Infinity : schedule.periodAt(lastSlotAt.getTime());
  return { nextDueAt, periodMs, description: schedule.describe() };
}

/** A timer counts from when it was started, or fired last; its watermark is that instant. */
function timerTimes({ schedule, lastSlotAt }: CronJobEntity, { kind, everyMs }: ObservedOptions): DueTimes {
  if (kind === 'interval' && everyMs !== null) {
    const nextDueAt = new Date(lastSlotAt.getTime() + everyMs);
    return { nextDueAt, periodMs: everyMs, description: `${describeEvery(everyMs)}, from its start on` };
  }
  const descriptions = {
    cron: schedule,
    interval: 'at an interval',
    timeout: `once, ${schedule.replace('@timeout ', '')} after its start`,
    date: `once, at ${schedule}`,
  };
  return { nextDueAt: null, periodMs: Infinity, description: descriptions[kind] };
}

function nextAfter(schedule: Schedule, watermark: Date): Date | null {
  try {
    return schedule.next(watermark);
  } catch (error) {
    if (error instanceof TrackedCronError && error.code === 'NO_SLOT') return null;
    throw error;
  }
}
