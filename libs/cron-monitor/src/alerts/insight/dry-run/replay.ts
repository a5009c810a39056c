import type { AlertThresholds } from 'nestjs-tracked-cron';
import {
  judgedStatus,
  resolveThresholds,
  type CronJobEntity,
  type EndedRow,
} from 'nestjs-tracked-cron/internal';
import { decideIncident, type IncidentSurroundings } from '../../../incidents/decide-incident.js';
import type { IncidentRecord } from '../../../incidents/incident-record.js';
import type { JudgedJob } from '../../../incidents/judged-job.js';
import type { Announced } from '../../announce/telling-facts.js';
import { momentsOf, type Moment } from './moments.js';

/** What is judged at one moment of what had ended then: as many as a status reads. */
const LOOKED_AT = 45;
/** Good runs that stand for what a job usually takes. */
const ENOUGH_RUNS = 10;

/**
 * What would have happened to a job's incidents: its history once more, judged by the rules of now, at every moment at which
 * there was something to see. Yields at each moment, so that whoever goes through it need not hold up the process.
 *
 * @param rows in the order of their ends
 */
export function* replay(
  job: CronJobEntity,
  thresholds: AlertThresholds,
  rows: readonly EndedRow[],
): Generator<readonly Announced[], void, undefined> {
  const resolved = resolveThresholds(thresholds, { periodMs: periodOf(rows), p99Ms: longestOf(rows) });
  const then = jobThen(job, thresholds, rows);
  let current: IncidentRecord | null = null;
  let last: IncidentRecord | null = null;
  let ids = 0;
  const quiet = Object.keys(thresholds).every((name) => OF_TROUBLE.has(name)) ? quietFrom(rows) : [];
  for (const moment of momentsOf(rows, resolved)) {
    if (current === null && moment.waiting === null && quiet[moment.ended - 1]) {
      yield [];
      continue;
    }
    const at = new Date(moment.at);
    const judged = judgedAt(then, moment, rows, recoverAfterOf(thresholds));
    const decision = decideIncident(current, judged, { ...ALONE, at, last });
    if (decision === null) {
      yield [];
      continue;
    }
    const incident: IncidentRecord = {
      ...decision.next,
      id: current?.id ?? `${job.id}:${(ids += 1)}`,
      revision: (current?.revision ?? 0) + 1,
    };
    const isOver = incident.resolvedAt !== null;
    last = isOver ? incident : last;
    current = isOver ? null : incident;
    yield decision.events.map((event, nth) => ({
      incident,
      event: { ...event, at, id: `${incident.id}:${incident.revision}:${nth}`, incidentId: incident.id },
    }));
  }
}

/** Thresholds of rules that find nothing in a row of good runs that were in time. */
const OF_TROUBLE: ReadonlySet<string> = new Set([
  'startDeadline',
  'staleness',
  'maxDuration',
  'stallAfter',
  'consecutiveFailures',
  'failureRate',
  'skippedInARow',
  'recoverAfter',
]);

/** Of each end, whether all that is looked at then came to a good end: most of a history, which need not be judged. */
function quietFrom(rows: readonly EndedRow[]): readonly boolean[] {
  let good = 0;
  return rows.map(({ status }, index) => {
    good = status === 'completed' ? good + 1 : 0;
    return good >= Math.min(index + 1, LOOKED_AT);
  });
}

/** Nobody's incident holds another one back, and nothing is muted: what is replayed is one job. */
const ALONE: Omit<IncidentSurroundings, 'at' | 'last'> = {
  parents: { failing: null, endedAt: null },
  silence: () => null,
  againWithinMs: 0,
};

/** The job as if nobody had ever held it; what was before its history is taken for good. */
function jobThen(
  job: CronJobEntity,
  alertThresholds: AlertThresholds,
  rows: readonly EndedRow[],
): CronJobEntity {
  return Object.assign(Object.create(Object.getPrototypeOf(job) as object) as CronJobEntity, job, {
    options: { ...job.options, enabled: true, alertThresholds },
    pausedAt: null,
    frozenAt: null,
    removedAt: null,
    breakerUntil: null,
    lastFailureAt: null,
    lastSuccessAt: rows.at(0)?.completedAt ?? null,
  });
}

function judgedAt(
  job: CronJobEntity,
  moment: Moment,
  rows: readonly EndedRow[],
  recoverAfter: number,
): JudgedJob {
  const at = new Date(moment.at);
  const ended = rows.slice(Math.max(0, moment.ended - LOOKED_AT), moment.ended);
  const { waiting } = moment;
  const lastSlotAt = waiting?.row.scheduledAt ?? lastSlotUpTo(rows, moment);
  const { findings } = judgedStatus(Object.assign(job, { lastSlotAt: lastSlotAt ?? job.lastSlotAt }), at, {
    ended,
    ranges: [],
    inFlight: waiting === null ? [] : [inFlight(waiting)],
  });
  const verdicts = ended.filter(({ status }) => status === 'completed' || FAILED.has(status));
  const failure = verdicts.findLastIndex(({ status }) => status !== 'completed');
  return {
    jobId: job.id,
    jobName: job.name,
    group: job.group,
    owner: job.owner,
    tags: job.tags,
    findings,
    fingerprints: [],
    goodRuns: verdicts.length - 1 - failure,
    lastEndAt: verdicts.at(-1)?.completedAt ?? null,
    nextLateAt: null,
    recoverAfter,
    dependsOn: [],
  };
}

const FAILED: ReadonlySet<EndedRow['status']> = new Set<EndedRow['status']>(['failed', 'timed_out', 'lost']);

/** Slots are decided when they are due, whenever their executions end. */
function lastSlotUpTo(rows: readonly EndedRow[], { at, ended }: Moment): Date | null {
  let last: Date | null = null;
  for (const { scheduledAt } of rows.slice(Math.max(0, ended - LOOKED_AT), ended + LOOKED_AT)) {
    if (scheduledAt !== null && scheduledAt.getTime() <= at && (last === null || scheduledAt > last))
      last = scheduledAt;
  }
  return last;
}

function inFlight({
  row,
  started,
}: NonNullable<Moment['waiting']>): Parameters<typeof judgedStatus>[2]['inFlight'][0] {
  const { jobId, id, scheduledAt, startedAt } = row;
  return {
    jobId,
    id,
    scheduledAt,
    startedAt: started ? startedAt : null,
    status: started ? 'running' : 'pending',
    attempt: 1,
    heartbeatAt: null,
    progress: null,
    progressMessage: null,
  } as Parameters<typeof judgedStatus>[2]['inFlight'][0];
}

/** The usual distance of two slots: that of the last ones. */
function periodOf(rows: readonly EndedRow[]): number {
  const slots = rows.flatMap(({ scheduledAt }) => scheduledAt?.getTime() ?? []).sort((a, b) => a - b);
  const gaps = slots
    .slice(1)
    .map((slot, index) => slot - slots[index])
    .sort((a, b) => a - b);
  return gaps.length === 0 ? Infinity : gaps[gaps.length >> 1];
}

function longestOf(rows: readonly EndedRow[]): number | null {
  const durations = rows.flatMap(({ status, durationMs }) =>
    status === 'completed' && durationMs !== null ? [durationMs] : [],
  );
  return durations.length < ENOUGH_RUNS ? null : durations.reduce((longest, ms) => Math.max(longest, ms), 0);
}

function recoverAfterOf(thresholds: AlertThresholds): number {
  return (thresholds as { readonly recoverAfter?: number }).recoverAfter ?? 1;
}
