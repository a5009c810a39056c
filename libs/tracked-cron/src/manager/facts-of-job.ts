import type { LiveExecutionEntity } from '../cluster/live-execution.entity.js';
import type { CronJobEntity } from '../definition/cron-job.entity.js';
import type { AlertThresholds } from '../health/alert-thresholds.js';
import type { Executors, InFlightExecution, JobFacts } from '../health/job-facts.js';
import type { ObjectiveCounts } from '../health/objective.js';
import { resolveThresholds } from '../health/resolve-thresholds.js';
import { isFailure, isGood } from '../health/slot-record.js';
import { usualDuration, type UsualDuration } from '../health/usual-duration.js';
import type { LiveStatus } from '../history/execution-status.js';
import type { DueTimes } from './due-times.js';
import type { EndedRow, SlotRangeRow } from './job-facts.repository.js';

/** From that many good runs on, the longest of them stands for the 99th percentile. */
const ENOUGH_RUNS = 10;

/** What was read of one job beside its row. */
export interface JobRows {
  readonly inFlight: readonly LiveExecutionEntity[];
  /** In any order. */
  readonly ended: readonly EndedRow[];
  readonly ranges: readonly SlotRangeRow[];
  /** When an instance was found dead over an execution in flight, by its id. Default: nobody looked. */
  readonly lostAt?: ReadonlyMap<string, Date>;
  /** Default: nobody looked. */
  readonly executors?: Executors | null;
  /** Default: learned from `ended`. */
  readonly usual?: UsualDuration | null;
  /** Default: nobody looked. */
  readonly objective?: ObjectiveCounts | null;
}

/** As much of a job's row as it is judged by. */
export type FactsJob = HoldColumns &
  Pick<
    CronJobEntity,
    | 'name'
    | 'options'
    | 'lastSlotAt'
    | 'dueSince'
    | 'createdAt'
    | 'removedAt'
    | 'breakerFailures'
    | 'breakerOpenedAt'
    | 'breakerUntil'
    | 'lastSuccessAt'
    | 'lastFailureAt'
  >;

/** As much of an execution in flight. */
export type FactsExecution = Pick<
  LiveExecutionEntity,
  'id' | 'status' | 'scheduledAt' | 'startedAt' | 'attempt' | 'heartbeatAt' | 'progress' | 'progressMessage'
>;

/** What a job is held by, of its row. */
type HoldColumns = Pick<CronJobEntity, 'pausedAt' | 'pausedUntil' | 'frozenAt' | 'frozenUntil'>;

/**
 * Puts together what the rules want to know of a job.
 * @throws TrackedCronError for thresholds that can't be read: they were written by a release that knew more
 */
export function factsOfJob(
  job: FactsJob,
  now: Date,
  due: Omit<DueTimes, 'description'>,
  rows: Omit<JobRows, 'inFlight'> & { readonly inFlight: readonly FactsExecution[] },
): JobFacts {
  const state = stateOf(job, now);
  const over = state === 'disabled' || state === 'removed';
  const periodMs = over ? Infinity : due.periodMs;
  const usual = rows.usual === undefined ? learned(rows) : rows.usual;
  const written = (job.options.alertThresholds ?? undefined) as AlertThresholds | undefined;
  const p99Ms = usual !== null && usual.runs >= ENOUGH_RUNS ? usual.p99Ms : null;
  return {
    now,
    state,
    hold: holdOf(job, now),
    dueSince: job.dueSince ?? job.createdAt,
    watermark: job.lastSlotAt,
    nextDueAt: over ? null : due.nextDueAt,
    periodMs,
    slots: due.slots,
    thresholds: resolveThresholds(written, { periodMs, p99Ms }, `job "${job.name}"`),
    recent: rows.ended,
    stretches: rows.ranges,
    inFlight: rows.inFlight.map((execution) => inFlightFact(execution, rows.lostAt)),
    ...lastEndsOf(job, rows),
    breaker: openBreaker(job),
    // what the host's own timer runs needs nobody who executes
    executors: job.options.observed === undefined ? (rows.executors ?? null) : null,
    usual,
    objective: rows.objective ?? null,
  };
}

/** Whether a job is to do its work, and if not, why. One that is only run by hand is. */
function stateOf(job: FactsJob, now: Date): JobFacts['state'] {
  if (job.removedAt !== null) return 'removed';
  if (job.options.enabled === false && job.options.onlyByHand !== true) return 'disabled';
  return holdOf(job, now) === null ? 'active' : 'paused';
}

/** Of a pause and a freeze, the one that ends last. */
function holdOf({ pausedAt, pausedUntil, frozenAt, frozenUntil }: HoldColumns, now: Date): JobFacts['hold'] {
  const holds = [
    { since: pausedAt, until: pausedUntil },
    { since: frozenAt, until: frozenUntil },
  ].flatMap(({ since, until }) =>
    since !== null && (until === null || until > now) ? [{ since, until }] : [],
  );
  const end = ({ until }: NonNullable<JobFacts['hold']>) => until?.getTime() ?? Infinity;
  return holds.length === 2 && end(holds[1]) > end(holds[0]) ? holds[1] : (holds[0] ?? null);
}

/** A handler that was given up is as stuck as it was before. */
export function liveStatusOf({ status }: Pick<LiveExecutionEntity, 'status'>): LiveStatus {
  return status === 'pending' ? 'pending' : 'running';
}

function inFlightFact(execution: FactsExecution, lostAt: JobRows['lostAt']): InFlightExecution {
  const { id, scheduledAt, startedAt, attempt, heartbeatAt, progress, progressMessage } = execution;
  return {
    id,
    status: liveStatusOf(execution),
    scheduledAt,
    startedAt,
    attempt,
    heartbeatAt,
    progress,
    progressMessage,
    lostAt: lostAt?.get(id) ?? null,
  };
}

/** The ends of its last good and its last failed execution: among those that were read, or older than all history. */
export function lastEndsOf(
  job: Pick<CronJobEntity, 'lastSuccessAt' | 'lastFailureAt'>,
  { ended }: Pick<JobRows, 'ended'>,
): Pick<JobFacts, 'lastSuccessAt' | 'lastFailureAt'> {
  return {
    lastSuccessAt: lastEnd(ended.filter(isGood)) ?? job.lastSuccessAt,
    lastFailureAt: lastEnd(ended.filter(isFailure)) ?? job.lastFailureAt,
  };
}

function lastEnd(rows: readonly EndedRow[]): Date | null {
  return rows.length === 0
    ? null
    : new Date(Math.max(...rows.map(({ completedAt }) => completedAt.getTime())));
}

function openBreaker({ options, breakerFailures, breakerOpenedAt, breakerUntil }: FactsJob) {
  if ((options.breaker ?? null) === null || breakerUntil === null || breakerOpenedAt === null) return null;
  return { openedAt: breakerOpenedAt, until: breakerUntil, failures: breakerFailures };
}

function learned({ ended }: Pick<JobRows, 'ended'>): UsualDuration | null {
  return usualDuration(
    ended.flatMap((row) => (isGood(row) && row.durationMs !== null ? [row.durationMs] : [])),
  );
}
