import type { AnyExecutionView } from '../../history/any-execution.view.js';
import { distinctErrorOf } from '../../history/distinct-error.js';
import { isWithin, type JobsWithin } from '../../definition/jobs-within.js';
import type { HistoryScope } from '../../history/execution-history.repository.js';
import { errorOf } from '../../history/execution-record.js';
import type {
  CountedFailures,
  FailureGroupRepository,
  FailureVerdict,
  FailureVictims,
} from '../../history/failure-group.repository.js';
import type { FailureGroup, FailureState } from '../../history/failure-group.js';
import { uuidV7Time } from '../../id-generator.js';
import type { MemoryDatabase } from './memory-database.js';

const HOUR_MS = 3_600_000;
const MOST_JOBS = 20;
const PARTS = 24;

/** Groups failures as {@link FailureGroupRepository} does, from the rows themselves. */
export class MemoryFailures implements Pick<FailureGroupRepository, 'list' | 'decide' | 'victims'> {
  private readonly verdicts = new Map<string, FailureVerdict & { readonly from: string | null }>();

  constructor(
    private readonly database: MemoryDatabase,
    private readonly scope: HistoryScope,
  ) {}

  async list(asked: CountedFailures): Promise<FailureGroup[]> {
    const { fingerprint, states, search, newSince = -Infinity, sort, limit, within = {} } = asked;
    const everybodys = this.failed();
    const groups = [...this.failed(within)]
      .map(([one, rows]) => this.groupOf(rows, everybodys.get(one)!, asked))
      .filter((group) => (fingerprint === undefined ? group.count > 0 : group.fingerprint === fingerprint))
      .filter(({ firstSeenAt }) => firstSeenAt.getTime() >= newSince)
      .filter(({ state }) => !states?.length || states.includes(state))
      .filter(
        ({ errorClass, sample, message }) =>
          search === undefined ||
          `${errorClass}\n${asked.within ? message : sample}`.toLowerCase().includes(search.toLowerCase()),
      );
    const key = ({ count, lastSeenAt, firstSeenAt }: FailureGroup) =>
      ({ '-count': count, '-lastSeenAt': Number(lastSeenAt), '-firstSeenAt': Number(firstSeenAt) })[sort];
    return groups
      .sort((a, b) => key(b) - key(a) || Number(b.lastSeenAt) - Number(a.lastSeenAt))
      .slice(0, limit);
  }

  async victims(fingerprint: string, within: JobsWithin): Promise<FailureVictims> {
    const all = this.failed().get(fingerprint)?.length ?? 0;
    const own = this.failed(within).get(fingerprint)?.length ?? 0;
    return { own: own > 0, others: own < all };
  }

  async decide(fingerprint: string, verdict: FailureVerdict): Promise<boolean> {
    const rows = this.failed().get(fingerprint);
    if (!rows) return false;
    const release = rows.at(-1)!.release;
    const from = verdict.release !== null && release !== verdict.release ? release : null;
    this.verdicts.set(fingerprint, { ...verdict, from });
    return true;
  }

  /** By fingerprint, in the order in which they ended. */
  private failed(within: JobsWithin = {}): Map<string, AnyExecutionView[]> {
    const found = new Map<string, AnyExecutionView[]>();
    const ended = this.database
      .executions()
      .filter(
        ({ environment, fingerprint, jobId }) =>
          environment === this.scope.environment &&
          fingerprint &&
          isWithin(within, this.database.jobs.get(jobId)!),
      );
    for (const row of ended.sort((a, b) => Number(a.completedAt) - Number(b.completedAt))) {
      found.set(row.fingerprint!, [...(found.get(row.fingerprint!) ?? []), row]);
    }
    return found;
  }

  private groupOf(
    rows: readonly AnyExecutionView[],
    everybodys: readonly AnyExecutionView[],
    { now, from, to, jobName, group, owner }: CountedFailures,
  ): FailureGroup {
    const error = distinctErrorOf(errorOf(rows[0])!);
    const own = rows.filter((row) => {
      const job = this.database.jobs.get(row.jobId)!;
      return (
        (jobName === undefined || row.jobName === jobName) &&
        (group === undefined || job.group === group) &&
        (owner === undefined || job.owner === owner)
      );
    });
    const since = (length: number) => own.filter(({ id }) => uuidV7Time(id) >= now - length).length;
    const within = own.filter(({ id }) => uuidV7Time(id) >= from && uuidV7Time(id) < to);
    const names = [...new Set(within.map((row) => row.jobName))];
    const jobs = names.map((name) => ({
      jobName: name,
      count: within.filter((row) => row.jobName === name).length,
    }));
    const verdict = this.verdicts.get(error.fingerprint);
    const again =
      verdict &&
      everybodys.find(
        (row) => row.completedAt! > verdict.at && (verdict.from === null || row.release !== verdict.from),
      );
    const regressed = verdict?.state === 'resolved' ? (again?.completedAt ?? null) : null;
    return {
      fingerprint: error.fingerprint,
      errorClass: error.errorClass,
      message: error.pattern,
      sample: error.sample,
      frame: error.frame,
      state: stateOf(verdict, regressed, now),
      decision: verdict
        ? {
            at: verdict.at,
            by: verdict.by,
            reason: verdict.reason,
            until: verdict.until,
            release: verdict.release,
          }
        : null,
      regressedAt: regressed,
      firstSeenAt: rows[0].completedAt!,
      lastSeenAt: rows.at(-1)!.completedAt!,
      lastRelease: rows.at(-1)!.release,
      count: within.length,
      course: courseOf(within, from, to),
      windows: {
        hour: since(HOUR_MS),
        day: since(24 * HOUR_MS),
        week: since(168 * HOUR_MS),
        month: since(720 * HOUR_MS),
      },
      jobs: jobs.sort((a, b) => b.count - a.count || (a.jobName < b.jobName ? -1 : 1)).slice(0, MOST_JOBS),
      jobCount: jobs.length,
    };
  }
}

function courseOf(rows: readonly AnyExecutionView[], from: number, to: number): number[] {
  const course = Array.from({ length: PARTS }, () => 0);
  for (const { id } of rows) course[Math.floor(((uuidV7Time(id) - from) / (to - from)) * PARTS)] += 1;
  return course;
}

function stateOf(verdict: FailureVerdict | undefined, regressed: Date | null, now: number): FailureState {
  if (!verdict || (verdict.until !== null && verdict.until.getTime() <= now)) return 'open';
  return regressed ? 'regressed' : verdict.state;
}
