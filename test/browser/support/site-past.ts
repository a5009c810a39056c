import type pg from 'pg';
import type { EndedStatus } from '../../../libs/tracked-cron/src/history/execution-status.js';
import { retentionClassOf } from '../../../libs/tracked-cron/src/history/execution-status.js';
import { UuidV7Generator } from '../../../libs/tracked-cron/src/id-generator.js';
import { seeded } from '../../../bench/history/seeded.js';

/** How a job has been doing. */
interface Habit {
  readonly every: number;
  readonly duration: number;
  /** Shares of what is not completed. */
  readonly fates?: Partial<Record<EndedStatus, number>>;
  readonly error?: readonly [errorClass: string, message: string];
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Rows of one insert. */
const CHUNK = 2_000;

const HABITS: Readonly<Record<string, Habit>> = {
  'matches.live-scores': { every: 5 * MINUTE, duration: 320, fates: { failed: 0.01, skipped: 0.01 } },
  'matches.standings': { every: 10 * MINUTE, duration: 420 },
  'imports.transfers': {
    every: 30 * MINUTE,
    duration: 900,
    fates: { failed: 0.12 },
    error: ['PermanentError', 'The partner refused our key: 403 <b>Forbidden</b>'],
  },
  'imports.fixtures': {
    every: HOUR,
    duration: 1_300,
    fates: { failed: 0.04, lost: 0.01 },
    error: ['TransientError', 'the partner is at its limit'],
  },
  'billing.nightly-invoices': {
    every: DAY / 4,
    duration: 1_700,
    fates: { timed_out: 0.2 },
    error: ['TimeoutError', 'took longer than 2 s'],
  },
  'sync.partners': { every: 15 * MINUTE, duration: 9_000, fates: { skipped: 0.3, cancelled: 0.02 } },
  'mail.digest': { every: 20 * MINUTE, duration: 2_500, fates: { missed: 0.02 } },
  'billing.close-month': { every: DAY, duration: 60_000, fates: { missed: 0.3 } },
  'stats.players': { every: 2 * HOUR, duration: 45_000 },
  'cache.warm': { every: 30 * MINUTE, duration: 25 },
};

/** A row of the history, by columns; what is not said has a default that fits. */
type Row = Readonly<Record<string, unknown>>;

/** Writes executions of the past days as they would have been recorded, the same ones for the same days. */
export async function writePast(pool: pg.Pool, days: number, now: number): Promise<void> {
  const { rows: jobs } = await pool.query<Row & { name: string }>(
    'select id, application, environment, name, job_group, owner from tracked_cron.cron_jobs',
  );
  const rows = jobs.flatMap((job) => {
    const habit = HABITS[job.name];
    return habit === undefined ? [] : pastOf(job, habit, now - days * DAY, now - 5 * MINUTE);
  });
  rows.sort((one, other) => Number(one.created_at) - Number(other.created_at));
  for (let from = 0; from < rows.length; from += CHUNK) await insert(pool, rows.slice(from, from + CHUNK));
}

function pastOf(job: Row, habit: Habit, from: number, to: number): Row[] {
  const random = seeded(habit.duration);
  const ids = new UuidV7Generator();
  const first = Math.ceil(from / habit.every) * habit.every;
  const slots = Array.from(
    { length: Math.max(0, Math.ceil((to - first) / habit.every)) },
    (_, n) => first + n * habit.every,
  );
  return slots.map((slot) => {
    const status = fateOf(random(), habit.fates);
    const went = status !== 'skipped' && status !== 'missed';
    const duration = habit.duration * (0.7 + random() * 0.6 + (random() < 0.03 ? 3 : 0));
    const wrong = (status === 'failed' || status === 'timed_out') && habit.error;
    return {
      id: ids.next(slot),
      job_id: job.id,
      application: job.application,
      environment: job.environment,
      job_name: job.name,
      job_group: job.job_group,
      owner: job.owner,
      status,
      kept: retentionClassOf(status),
      reason: REASONS[status] ?? null,
      trigger: 'schedule',
      scheduled_at: new Date(slot),
      started_at: went ? new Date(slot + 40) : null,
      completed_at: new Date(went ? slot + 40 + duration : slot),
      duration_ms: went ? duration : null,
      release: slot < to - 2 * DAY ? '2026.11.1' : '2026.11.2',
      epoch: 1,
      attempt: 1,
      max_attempts: 1,
      definition_version: 1,
      error_class: wrong ? wrong[0] : null,
      error_message: wrong ? wrong[1] : null,
      fingerprint: wrong ? `past-${wrong[0]}` : null,
      created_at: new Date(slot),
      updated_at: new Date(slot + duration),
    };
  });
}

const REASONS: Partial<Record<EndedStatus, string>> = {
  skipped: 'overlap',
  missed: 'no_instance',
  timed_out: 'timeout',
};

function fateOf(drawn: number, fates: Habit['fates'] = {}): EndedStatus {
  let edge = 0;
  for (const [status, share] of Object.entries(fates)) {
    edge += share;
    if (drawn < edge) return status as EndedStatus;
  }
  return 'completed';
}

async function insert(pool: pg.Pool, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0]).join(', ');
  await pool.query(
    `insert into tracked_cron.cron_job_executions (${columns})
     select ${columns} from jsonb_populate_recordset(null::tracked_cron.cron_job_executions, $1)`,
    [JSON.stringify(rows)],
  );
}
