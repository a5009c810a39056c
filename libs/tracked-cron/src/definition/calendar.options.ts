/** A day of the week. */
export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** A time in which no slot runs, by the wall clock of the job's time zone; its end does not belong to it. */
export interface Blackout {
  /** `'2026-12-24T18:00'` (or a day, from its beginning on), or `'22:00'` for one that comes again. */
  from: string;
  /** Of the same kind. A time of day that is not later than `from` is meant on the next day. */
  to: string;
  /** With times of day: on which days it begins. Default: every day. */
  days?: readonly Weekday[];
  /** Recorded with each slot that it keeps from running; at most 100 characters. Default: `'blackout'`. */
  reason?: string;
}

/**
 * When slots run. Those that it keeps from running are counted as skipped, with the reason; manual runs and backfills are
 * not asked.
 *
 * @example { businessDays: true, holidays: ['12-25', '2026-04-06'], blackouts: [{ from: '22:00', to: '06:00' }] }
 */
export interface CalendarOptions {
  /** `true` for Monday to Friday, or the days by name. Default: every day. */
  businessDays?: boolean | readonly Weekday[];

  /** Closed days, `'2026-12-25'`, or `'12-25'` for every year; at most 1,000. Default: none. */
  holidays?: readonly string[];

  /** Closed times, once or again and again; at most 100. Default: none. */
  blackouts?: readonly Blackout[];
}

/** A calendar of the module by its name, one of the job's own, or several: closed is what one of them closes. */
export type CalendarOption = string | CalendarOptions | readonly (string | CalendarOptions)[];
