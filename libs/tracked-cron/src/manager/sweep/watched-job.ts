import type { JobFacts } from '../../health/job-facts.js';
import { judgeHealth } from '../../health/job-health.js';
import { ENOUGH_RUNS, type UsualDuration } from '../../health/usual-duration.js';
import { dueTimes, type DueJob, type DueTimes } from '../due-times.js';
import { factsOfJob, type FactsJob, type JobRows } from '../facts-of-job.js';
import type { EndedRow } from '../job-facts.repository.js';
import { outside, type Gap } from './gap.js';
import type { JobGlance, JobHolds, LastGood, WatchedDefinition } from './glance.js';
import { verdictOn, type JobVerdict } from './job-verdict.js';

/** What is read of a job to judge it fully. */
export type WatchedRows = Pick<JobRows, 'ended' | 'ranges'>;

/** What a job is judged by that isn't its own. */
export type Surroundings = Required<Pick<JobRows, 'executors' | 'objective'>>;

const NO_HOLDS: JobHolds = {
  pausedAt: null,
  pausedUntil: null,
  frozenAt: null,
  frozenUntil: null,
  removedAt: null,
  dueSince: null,
  breakerFailures: 0,
  breakerOpenedAt: null,
  breakerUntil: null,
  lastSuccessAt: null,
  lastFailureAt: null,
};
/** While nobody knows what a job usually takes, it is suspected the soonest. */
const SHORTEST: UsualDuration = { runs: ENOUGH_RUNS, q1Ms: 0, medianMs: 0, q3Ms: 0, p99Ms: 0 };

/** A job as this process remembers it from one look to the next. */
export class WatchedJob {
  /** What it was judged by last, as long as that is of interest and still true; null: it has to be read. */
  rows: WatchedRows | null = null;
  /** Whether something was wrong when it was judged last. */
  found = false;
  /** When it was judged last, by sweeps. */
  judgedAt = 0;
  /** Since which sweep it waits to be judged; null: it doesn't. */
  waitingSince: number | null = null;
  private good: LastGood | null;
  /** What it usually takes; undefined: it has not been read yet. */
  private usual: UsualDuration | null | undefined;
  /** What is called slow at the soonest, milliseconds. */
  private slowFromMs = Infinity;
  /** Whether people are told of one that is through too soon: any good end may be one. */
  private tellsFast = false;
  /** How many ends were to be seen at the last look that were written in the moments before it. */
  private recent: number | undefined;
  private due: { readonly times: DueTimes; readonly lastSlotAt: number } | undefined;

  constructor(
    readonly definition: WatchedDefinition,
    public glance: JobGlance,
  ) {
    this.good = definition.good;
  }

  /** Takes in what a sweep sees of it. @returns whether something has been written that may change what is wrong with it */
  sweep(glance: JobGlance, isOfInterest: boolean): boolean {
    const before = this.recent;
    const { written } = glance;
    // slots that are only counted are to be seen by nothing else
    const isDecided = isOfInterest && glance.lastSlotAt > this.glance.lastSlotAt;
    this.glance = glance;
    this.recent = written?.recent ?? 0;
    if (written === null) return isDecided;
    this.good = newer(this.good, written.good);
    const cameLate = before !== undefined && written.again > before;
    if (written.fresh === 0 && !cameLate) return isDecided;
    // a good end says nothing, unless it took as long as is called slow at the soonest, or somebody asks for fast ones
    const maybeSlow = written.longestMs !== null && written.longestMs >= this.slowFromMs;
    return isOfInterest || cameLate || written.bad > 0 || maybeSlow || this.tellsFast;
  }

  /**
   * Whether it has to be read, as far as can be told without reading: by the very rules that judge it then, who miss what
   * they don't see of its history and suspect more for it.
   */
  isSuspect(now: Date, around: Surroundings): boolean {
    const usual = this.usual === undefined ? SHORTEST : this.usual;
    return judgeHealth(this.facts(now, this.fewRows(), around, usual)).findings.length > 0;
  }

  /** Judges it by what was read. */
  judge(now: Date, rows: WatchedRows, around: Surroundings, gaps: readonly Gap[] = []): JobVerdict {
    const seen = outside(gaps, rows);
    const facts = { ...this.facts(now, seen, around), gaps };
    this.usual = facts.usual;
    return verdictOn(this.definition, facts, seen.ended);
  }

  private facts(now: Date, rows: WatchedRows, around: Surroundings, usual?: UsualDuration | null): JobFacts {
    const { lastSlotAt, live: inFlight } = this.glance;
    const job = this.row();
    if (this.due?.lastSlotAt !== lastSlotAt) this.due = { times: dueTimes(job), lastSlotAt };
    const { ended, ranges } = rows;
    const { executors, objective } = around;
    const lostAt = inFlight.length === 0 ? undefined : lostOf(inFlight);
    const facts = factsOfJob(job, now, this.due.times, {
      ended,
      ranges,
      executors,
      objective,
      inFlight,
      lostAt,
      usual,
    });
    const { executionTimeMs, tell } = facts.thresholds;
    this.slowFromMs = executionTimeMs;
    this.tellsFast = (tell.fast ?? false) !== false;
    return facts;
  }

  /** Its row, written out: spread, so many properties would give each job a hidden class of its own in every sweep. */
  private row(): FactsJob & DueJob {
    const { name, schedule, timeZone, options, createdAt } = this.definition;
    const holds = this.glance.holds ?? NO_HOLDS;
    return {
      name,
      schedule,
      timeZone,
      options,
      createdAt,
      lastSlotAt: new Date(this.glance.lastSlotAt),
      pausedAt: holds.pausedAt,
      pausedUntil: holds.pausedUntil,
      frozenAt: holds.frozenAt,
      frozenUntil: holds.frozenUntil,
      removedAt: holds.removedAt,
      dueSince: holds.dueSince,
      breakerFailures: holds.breakerFailures,
      breakerOpenedAt: holds.breakerOpenedAt,
      breakerUntil: holds.breakerUntil,
      lastSuccessAt: later(this.good?.endedAt ?? null, holds.lastSuccessAt),
      lastFailureAt: holds.lastFailureAt,
    };
  }

  /** Its last good execution, and nothing else. */
  private fewRows(): WatchedRows {
    const { definition, good } = this;
    if (good === null) return { ended: [], ranges: [] };
    const last: EndedRow = {
      jobId: definition.id,
      id: definition.id,
      status: 'completed',
      reason: null,
      kept: 'short',
      scheduledAt: good.place,
      startedAt: null,
      completedAt: good.endedAt,
      durationMs: null,
      fingerprint: null,
    };
    return { ended: [last], ranges: [] };
  }
}

function newer(one: LastGood | null, other: LastGood | null): LastGood | null {
  if (one === null || other === null) return one ?? other;
  return { endedAt: later(one.endedAt, other.endedAt)!, place: later(one.place, other.place)! };
}

function later(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}

function lostOf(live: JobGlance['live']): ReadonlyMap<string, Date> {
  return new Map(live.flatMap(({ id, lostAt }) => (lostAt === null ? [] : [[id, lostAt]])));
}
