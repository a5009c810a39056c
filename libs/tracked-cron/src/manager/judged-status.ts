import type { LiveExecutionEntity } from '../cluster/live-execution.entity.js';
import type { CronJobEntity } from '../definition/cron-job.entity.js';
import { breakerWord } from '../execution/breaker.js';
import type { JobFacts } from '../health/job-facts.js';
import { objectiveState } from '../health/objective.js';
import { judgeHealth, type JobHealth } from '../health/job-health.js';
import { TrackedCronError } from '../tracked-cron.error.js';
import { dueTimes } from './due-times.js';
import { factsOfJob, lastEndsOf, liveStatusOf, type JobRows } from './facts-of-job.js';
import { LAST_ROWS, type EndedRow, type SlotRangeRow } from './job-facts.repository.js';
import type { InFlightExecution, JobStatus, SlotOutcome } from './job-status.js';

/** Puts a job's rows together and judges them. A definition that can't be read makes its job `unknown`, nothing more. */
export function judgedStatus(job: CronJobEntity, now: Date, rows: JobRows): JobStatus {
  return {
    jobName: job.name,
    group: job.group,
    owner: job.owner,
    tags: job.tags,
    schedule: job.schedule,
    timeZone: job.timeZone,
    overlap: job.overlap,
    ...judged(job, now, rows),
    system: job.options.system === true,
    observed: (job.options.observed ?? null) !== null,
    disabledReason: (job.options.disabledReason as string | null | undefined) ?? null,
    overridden: job.overrideKey !== null,
    removedAt: job.removedAt,
    paused: isPaused(job, now)
      ? { since: job.pausedAt!, until: job.pausedUntil, by: job.pausedBy, reason: job.pauseReason }
      : null,
    frozen: isFrozen(job, now) ? { since: job.frozenAt!, until: job.frozenUntil } : null,
    skipNext: job.skipSlot && { slot: job.skipSlot, by: job.skipBy, reason: job.skipReason },
    breaker: breakerOf(job, now),
    lastSlots: lastSlotsOf(rows),
    inFlight: rows.inFlight.map(inFlightOf),
    ...lastEndsOf(job, rows),
    ...wordsOf(job),
  };
}

/** Read off the row, also where a release wrote it that knew nothing of them. */
function wordsOf({ options: { impact, rerun } }: CronJobEntity): Pick<JobStatus, 'impact' | 'rerun'> {
  return {
    impact: typeof impact === 'string' && impact.trim() !== '' ? impact : null,
    rerun: rerun === 'safe' || rerun === 'ask' || rerun === 'never' ? rerun : null,
  };
}

function isPaused({ pausedAt, pausedUntil }: CronJobEntity, now: Date): boolean {
  return pausedAt !== null && (pausedUntil === null || pausedUntil > now);
}

function isFrozen({ frozenAt, frozenUntil }: CronJobEntity, now: Date): boolean {
  return frozenAt !== null && (frozenUntil === null || frozenUntil > now);
}

function breakerOf(job: CronJobEntity, now: Date): JobStatus['breaker'] {
  const { breakerFailures, breakerOpenedAt, breakerUntil: until } = job;
  if ((job.options.breaker ?? null) === null) return null;
  const state = breakerWord({ until: until?.getTime() ?? null }, now.getTime());
  return { state, failures: breakerFailures, openedAt: until && breakerOpenedAt, until };
}

function judged(
  job: CronJobEntity,
  now: Date,
  rows: JobRows,
): JobHealth & Pick<JobStatus, 'description' | 'nextDueAt' | 'objective'> {
  try {
    const due = dueTimes(job);
    const facts = factsOfJob(job, now, due, rows);
    return {
      ...judgeHealth(facts),
      description: due.description,
      nextDueAt: facts.nextDueAt,
      objective: objectiveOf(facts),
    };
  } catch (error) {
    if (!(error instanceof TrackedCronError)) throw error;
    return { health: 'unknown', findings: [], description: job.schedule, nextDueAt: null, objective: null };
  }
}

function objectiveOf({ thresholds, objective: counts }: JobFacts): JobStatus['objective'] {
  const { objective } = thresholds;
  return objective === null || counts === null ? null : objectiveState(objective, counts);
}

function lastSlotsOf({ inFlight, ended, ranges }: JobRows): SlotOutcome[] {
  // an execution that ended between the two reads is in both: its end, put in last, counts
  const byId = new Map<string, SlotOutcome>();
  for (const execution of inFlight) {
    const { id, scheduledAt } = execution;
    if (scheduledAt === null || execution.status === 'zombie') continue;
    byId.set(id, single({ id, scheduledAt, status: liveStatusOf(execution), durationMs: null }));
  }
  for (const { id, scheduledAt, status, durationMs } of ended) {
    if (scheduledAt !== null) byId.set(id, single({ id, scheduledAt, status, durationMs }));
  }
  const end = ({ until, scheduledAt }: SlotOutcome) => (until ?? scheduledAt).getTime();
  return [...byId.values(), ...ranges.map(stretch)].sort((a, b) => end(b) - end(a)).slice(0, LAST_ROWS);
}

function single({ id, ...slot }: Pick<EndedRow, 'id' | 'durationMs'> & SlotPlace): SlotOutcome {
  return { executionId: id, ...slot, until: null, count: 1 };
}

type SlotPlace = Pick<SlotOutcome, 'scheduledAt' | 'status'>;

function stretch({ fromSlot, toSlot, outcome, count }: SlotRangeRow): SlotOutcome {
  return {
    executionId: null,
    scheduledAt: fromSlot,
    until: toSlot,
    count,
    status: outcome,
    durationMs: null,
  };
}

function inFlightOf(execution: LiveExecutionEntity): InFlightExecution {
  return {
    executionId: execution.id,
    status: liveStatusOf(execution),
    givenUp: execution.status === 'zombie',
    attempt: execution.attempt,
    maxAttempts: execution.maxAttempts,
    // what waits for its first attempt waits for an instance, not for its time
    retryAt: execution.status === 'pending' && execution.attempt > 1 ? execution.availableAt : null,
    scheduledAt: execution.scheduledAt,
    startedAt: execution.startedAt,
    heartbeatAt: execution.heartbeatAt,
    progress: execution.progress,
    progressMessage: execution.progressMessage,
    instanceId: execution.instanceId,
  };
}
