import { parseDuration, type AlertThresholds, type Schedule } from 'nestjs-tracked-cron';

const MINUTE = 60_000;
const LONGEST_SLUG = 50;
/** How long after its due time a check-in is awaited, where the job doesn't say. */
const DEFAULT_MARGIN = 10 * MINUTE;

const UNITS = [
  { unit: 'day', ms: 24 * 60 * MINUTE },
  { unit: 'hour', ms: 60 * MINUTE },
  { unit: 'minute', ms: MINUTE },
] as const;

const NAMED: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};
/** Numbers, names, ranges, steps and lists: what both sides read alike. */
const FIELD = /^(?:[\d*]|[a-z]{3})[\da-z*,/-]*$/i;

/** What a monitor is made from. */
export interface MonitoredJob {
  readonly name: string;
  readonly schedule: Pick<Schedule, 'expression' | 'timeZone' | 'everyMs'>;
  readonly scope: 'cluster' | 'instance';
  readonly calendars: readonly unknown[];
  readonly when: unknown;
  /** Milliseconds. */
  readonly jitter: number;
  readonly alertThresholds: Pick<AlertThresholds, 'startDeadline' | 'maxDuration' | 'consecutiveFailures'>;
}

/** A monitor as Sentry takes it; its durations are minutes. */
export interface Monitor {
  readonly slug: string;
  readonly config: {
    schedule:
      | { type: 'crontab'; value: string }
      | { type: 'interval'; value: number; unit: 'day' | 'hour' | 'minute' };
    timezone: string;
    checkinMargin: number;
    maxRuntime?: number;
    failureIssueThreshold?: number;
  };
}

/** The monitor of a job, or why Sentry can't have one that is due when the job is. */
export function monitorOf(job: MonitoredJob): Monitor | string {
  if (job.scope === 'instance') return 'every instance runs it by itself';
  if (job.calendars.length > 0 || job.when !== null)
    return 'calendars and conditions close some of its slots';
  const schedule = scheduleOf(job.schedule);
  if (!schedule) return `Sentry has no schedule like "${job.schedule.expression}"`;
  const { startDeadline, maxDuration, consecutiveFailures } = job.alertThresholds;
  const margin =
    (startDeadline === undefined ? DEFAULT_MARGIN : parseDuration(startDeadline, 'startDeadline')) +
    job.jitter;
  return {
    slug: slugOf(job.name),
    config: {
      schedule,
      timezone: job.schedule.timeZone,
      checkinMargin: minutes(margin),
      ...(maxDuration !== undefined && { maxRuntime: minutes(parseDuration(maxDuration, 'maxDuration')) }),
      ...(consecutiveFailures !== undefined && { failureIssueThreshold: consecutiveFailures }),
    },
  };
}

function scheduleOf({ expression, everyMs }: MonitoredJob['schedule']): Monitor['config']['schedule'] | null {
  if (everyMs !== undefined) {
    const fits = UNITS.find(({ ms }) => everyMs % ms === 0);
    return fits ? { type: 'interval', value: everyMs / fits.ms, unit: fits.unit } : null;
  }
  const written = expression.trim().toLowerCase();
  const fields = (NAMED[written] ?? written).split(/\s+/);
  // six fields whose second is always 0 are five
  if (fields.length === 6 && /^0+$/.test(fields[0])) fields.shift();
  if (fields.length !== 5 || !fields.every((field) => FIELD.test(field))) return null;
  return { type: 'crontab', value: fields.join(' ') };
}

/** `billing.nightlyInvoices` is `billing-nightly-invoices`: lower case, digits, hyphens, at most 50, not digits alone. */
function slugOf(name: string): string {
  const slug = name
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z\d_]+/g, '-')
    .slice(0, LONGEST_SLUG)
    .replace(/^-+|-+$/g, '');
  return /^\d*$/.test(slug) ? `job-${slug}` : slug;
}

/** Whole ones, at least one. */
function minutes(ms: number): number {
  return Math.max(1, Math.ceil(ms / MINUTE));
}
