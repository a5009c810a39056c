import type { Executors, JobFacts } from '../../health/job-facts.js';
import { judgeHealth } from '../../health/job-health.js';
import { ENOUGH_RUNS, type UsualDuration } from '../../health/usual-duration.js';
import { dueTimes, type DueTimes } from '../due-times.js';
import { factsOfJob, type JobRows } from '../facts-of-job.js';
import type { JobGlance, JobHolds, WatchedDefinition } from './glance.js';
import { verdictOn, type JobVerdict } from './job-verdict.js';

/** What is read of a job to judge it fully. */
export type WatchedRows = Pick<JobRows, 'ended' | 'ranges'>;

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
const NO_ROWS: WatchedRows = { ended: [], ranges: [] };
/** Who knows nothing of what a job usually takes suspects the soonest. */
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
  private goodAt: number | null;
  /** What is called slow at the soonest, milliseconds. */
  private slowFromMs = Infinity;
  /** How many ends were to be seen at the last look that were written in the moments before it. */
  private recent: number | undefined;
  private due: { readonly times: DueTimes; readonly lastSlotAt: number } | undefined;

  constructor(
    readonly definition: WatchedDefinition,
    public glance: JobGlance,
  ) {
    this.goodAt = definition.goodAt?.getTime() ?? null;
  }

  /** Takes in what a sweep sees of it. @returns whether an end has been written that may change what is wrong with it */
  sweep(glance: JobGlance, isOfInterest: boolean): boolean {
    const before = this.recent;
    const { written } = glance;
    this.glance = glance;
    this.recent = written?.recent ?? 0;
    if (written === null) return false;
    if (written.goodAt !== null) this.goodAt = Math.max(this.goodAt ?? -Infinity, written.goodAt);
    const cameLate = before !== undefined && written.again > before;
    if (written.fresh === 0 && !cameLate) return false;
    // a good end says nothing, unless it took as long as is called slow at the soonest
    const maybeSlow = written.longestMs !== null && written.longestMs >= this.slowFromMs;
    return isOfInterest || cameLate || written.bad > 0 || maybeSlow;
  }

  /**
   * Whether it has to be read, as far as can be told without reading: by the very rules that judge it then, who miss what
   * they don't see of its history and suspect more for it.
   */
  isSuspect(now: Date, executors: Executors): boolean {
    return judgeHealth(this.facts(now, NO_ROWS, executors, SHORTEST)).findings.length > 0;
  }

  /** Judges it by what was read. */
  judge(now: Date, rows: WatchedRows, executors: Executors): JobVerdict {
    return verdictOn(this.definition, this.facts(now, rows, executors), rows.ended);
  }

  private facts(now: Date, rows: WatchedRows, executors: Executors, usual?: UsualDuration): JobFacts {
    const holds = this.glance.holds ?? NO_HOLDS;
    const { lastSlotAt, live: inFlight } = this.glance;
    const lastGood = Math.max(this.goodAt ?? -Infinity, holds.lastSuccessAt?.getTime() ?? -Infinity);
    const job = {
      ...holds,
      ...this.definition,
      lastSlotAt: new Date(lastSlotAt),
      lastSuccessAt: lastGood === -Infinity ? null : new Date(lastGood),
    };
    if (this.due?.lastSlotAt !== lastSlotAt) this.due = { times: dueTimes(job), lastSlotAt };
    const facts = factsOfJob(job, now, this.due.times, { ...rows, inFlight, executors, usual });
    this.slowFromMs = facts.thresholds.executionTimeMs;
    return facts;
  }
}
