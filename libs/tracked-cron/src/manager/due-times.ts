import type { CronJobEntity } from '../definition/cron-job.entity.js';
import { closedBy, type Calendar } from '../schedule/calendar.js';
import { describeEvery } from '../schedule/schedule-description.js';
import { dueAt } from '../schedule/jitter.js';
import { Schedule } from '../schedule/schedule.js';
import { TrackedCronError } from '../tracked-cron.error.js';

const MINUTE = 60_000;
/** A month of closed minutes. */
const MOST_LOOKS = 50_000;

/** As much of a job's row as says when it is due. */
export type DueJob = Pick<CronJobEntity, 'name' | 'schedule' | 'timeZone' | 'options' | 'lastSlotAt'>;

/** What a job's row says of when it is due. */
export interface DueTimes {
  /**
   * When the first slot starts that nobody has decided, jitter included, and that its calendar lets run; null for none,
   * and where it can't be told.
   */
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
export function dueTimes(job: DueJob): DueTimes {
  const observed = job.options.observed as ObservedOptions | undefined;
  return observed && !observed.slots ? timerTimes(job, observed) : scheduleTimes(job);
}

/**
 * The same, without what takes longer to work out: only when.
 * @throws TrackedCronError for an expression or a zone that can't be read
 */
export function nextDueTime(job: DueJob): Date | null {
  const observed = job.options.observed as ObservedOptions | undefined;
  if (observed && !observed.slots) return timerTimes(job, observed).nextDueAt;
  const schedule = Schedule.of(job.schedule, job.timeZone);
  return firstStart(job, schedule, nextAfter(schedule, job.lastSlotAt.getTime()));
}

function scheduleTimes(job: DueJob): DueTimes {
  const schedule = Schedule.of(job.schedule, job.timeZone);
  const watermark = job.lastSlotAt.getTime();
  const first = nextAfter(schedule, watermark);
  return {
    nextDueAt: firstStart(job, schedule, first),
    periodMs: first === null ? Infinity : schedule.periodAt(watermark),
    description: schedule.describe(),
  };
}

/** When the first slot from this one on starts that a calendar lets run. */
function firstStart({ name, options }: DueJob, schedule: Schedule, first: number | null): Date | null {
  const { calendar, jitter = 0 } = options as { calendar?: readonly Calendar[] | null; jitter?: number };
  const slot = first && nextOpen(schedule, first, calendar ?? []);
  return slot === null ? null : new Date(dueAt({ name, jitter, schedule }, slot));
}

/** The first slot from this one on that no calendar closes; null where there is none for longer than one looks. */
function nextOpen(schedule: Schedule, first: number, calendars: readonly Calendar[]): number | null {
  let slot: number | null = first;
  for (let looks = 0; slot !== null && looks < MOST_LOOKS; looks++) {
    if (closedBy(calendars, schedule.timeZone, slot) === null) return slot;
    // calendars open and close at whole minutes
    slot = nextAfter(schedule, Math.floor(slot / MINUTE) * MINUTE + MINUTE - 1);
  }
  return null;
}

/** A timer counts from when it was started, or fired last; its watermark is that instant. */
function timerTimes({ schedule, lastSlotAt }: DueJob, { kind, everyMs }: ObservedOptions): DueTimes {
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

function nextAfter(schedule: Schedule, instant: number): number | null {
  try {
    return schedule.nextAfter(instant);
  } catch (error) {
    if (error instanceof TrackedCronError && error.code === 'NO_SLOT') return null;
    throw error;
  }
}
