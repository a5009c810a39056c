import type { CronJobEntity } from '../definition/cron-job.entity.js';
import type { Calendar } from '../schedule/calendar.js';
import { describeEvery } from '../schedule/schedule-description.js';
import { dueAt } from '../schedule/jitter.js';
import { Schedule } from '../schedule/schedule.js';
import type { SlotTimes } from '../health/job-facts.js';
import { ScheduledSlots, slotAfter } from './slot-times.js';

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
  /** Null where only a timer of the host knows. */
  readonly slots: SlotTimes | null;
}

/** What the row of an observed job says of its timer. */
interface ObservedOptions {
  readonly kind: 'cron' | 'date' | 'interval' | 'timeout';
  readonly everyMs: number | null;
  /** False: nobody sees its runs, so nobody can say that one is due. Default: true. */
  readonly visible?: boolean;
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
  return firstStart(job, schedule, slotsOf(job, schedule));
}

/**
 * When a job's slots are, calendars respected; null where only a timer of the host knows.
 * @throws TrackedCronError for an expression or a zone that can't be read
 */
export function slotTimes(job: DueJob): SlotTimes | null {
  const observed = job.options.observed as ObservedOptions | undefined;
  return observed && !observed.slots ? null : slotsOf(job, Schedule.of(job.schedule, job.timeZone));
}

function scheduleTimes(job: DueJob): DueTimes {
  const schedule = Schedule.of(job.schedule, job.timeZone);
  const slots = slotsOf(job, schedule);
  const watermark = job.lastSlotAt.getTime();
  return {
    nextDueAt: firstStart(job, schedule, slots),
    periodMs: slotAfter(schedule, watermark) === null ? Infinity : schedule.periodAt(watermark),
    description: schedule.describe(),
    slots,
  };
}

function slotsOf({ options }: DueJob, schedule: Schedule): ScheduledSlots {
  const { calendar, jitter = 0 } = options as { calendar?: readonly Calendar[] | null; jitter?: number };
  return new ScheduledSlots(schedule, calendar ?? [], jitter);
}

/** When the first slot after the watermark starts that a calendar lets run. */
function firstStart({ name, lastSlotAt }: DueJob, schedule: Schedule, slots: ScheduledSlots): Date | null {
  const slot = slots.after(lastSlotAt.getTime());
  return slot === null ? null : new Date(dueAt({ name, jitter: slots.jitterMs, schedule }, slot));
}

/** A timer counts from when it was started, or fired last; its watermark is that instant. */
function timerTimes(
  { schedule, lastSlotAt }: DueJob,
  { kind, everyMs, visible = true }: ObservedOptions,
): DueTimes {
  if (kind === 'interval' && everyMs !== null) {
    const nextDueAt = visible ? new Date(lastSlotAt.getTime() + everyMs) : null;
    return {
      nextDueAt,
      periodMs: visible ? everyMs : Infinity,
      description: `${describeEvery(everyMs)}, from its start on`,
      slots: null,
    };
  }
  const descriptions = {
    cron: schedule,
    interval: 'at an interval',
    timeout: `once, ${schedule.replace('@timeout ', '')} after its start`,
    date: `once, at ${schedule}`,
  };
  return { nextDueAt: null, periodMs: Infinity, description: descriptions[kind], slots: null };
}
