import { describeInstance, type InstanceSettings } from '../../cluster/describe-instance.js';
import type { InstanceIdentity } from '../../cluster/instance-identity.js';
import type { DatabaseClock } from '../../database/database-clock.js';
import type { JobScope } from '../../definition/job-scope.js';
import { isWithin, type JobTraits } from '../../definition/jobs-within.js';
import { DEFAULT_RETENTION } from '../../history/resolve-retention.js';
import type { Diagnosis } from '../../manager/diagnosis/diagnosis.js';
import type { Insight } from '../../manager/insight/insight.js';
import type { InstancesReport, InstanceStatus } from '../../manager/insight/instances.js';
import { MarkReader } from '../../manager/insight/mark-reader.js';
import {
  editMark,
  heldJobs,
  mark,
  type Mark,
  type MarkQuery,
  type MarksReport,
} from '../../manager/insight/marks.js';
import { checkedScaling } from '../../manager/insight/scaling-query.js';
import { scalingSignal, type ScalingQuery, type ScalingSignal } from '../../manager/insight/scaling.js';
import { storageReport, type StorageReport } from '../../manager/insight/storage.js';
import { dueWork } from '../../manager/insight/work-ahead.js';
import type { JobFactsRepository } from '../../manager/job-facts.repository.js';
import type { MemoryDatabase } from './memory-database.js';

/** What can be said of the library where there is one instance, which is always there, and no database. */
export class MemoryInsight implements Pick<Insight, keyof Insight> {
  private readonly startedAt: Date;
  private readonly marks: MarkReader;

  constructor(
    private readonly database: MemoryDatabase,
    private readonly scope: JobScope & InstanceSettings,
    private readonly clock: DatabaseClock,
    private readonly identity: InstanceIdentity,
    private readonly jobs: Pick<JobFactsRepository, 'jobs'>,
  ) {
    this.startedAt = this.now();
    const none = { rows: [], completeFrom: null };
    const all = (rows: Mark[]) => Promise.resolve({ rows, completeFrom: null });
    this.marks = new MarkReader(
      {
        lives: () => Promise.resolve(none),
        jobs: () => all([...database.jobs.values()].map(({ name, createdAt }) => added(name, createdAt))),
        holds: () => all(this.holds()),
        edits: () =>
          all(
            database.overrideEdits.map(({ jobId, edit }) =>
              editMark({ ...edit, jobName: database.jobs.get(jobId)!.name }),
            ),
          ),
        meant: async ({ jobName, within = {} }) =>
          [...database.jobs.values()].filter(
            (job) => (jobName === undefined || job.name === jobName) && isWithin(within, job),
          ),
      },
      clock,
    );
  }

  async getInstances(): Promise<InstancesReport> {
    const now = this.now();
    const running = [...this.database.live.values()].filter(({ status }) => status === 'running').length;
    const instance: InstanceStatus = {
      ...describeInstance(this.scope, null),
      id: this.identity.id,
      state: 'alive',
      startedAt: this.startedAt,
      renewedAt: now,
      leaseUntil: now,
      drainingSince: null,
      endedAt: null,
      clockOffsetMs: 0,
      eventLoopDelayMs: 0,
      eventLoopBlockedSince: null,

      running,
    };
    return { at: now, items: [instance], generations: [] };
  }

  async getDiagnosis(): Promise<Diagnosis> {
    return { at: this.now(), items: [], passed: [] };
  }

  async getStorage(): Promise<StorageReport> {
    const none = { relations: [], partitions: [], oldest: new Map<string, number>(), spool: null };
    const schema = this.database.tables.schema;
    const report = storageReport({ ...none, schema, now: this.clock.now(), retention: DEFAULT_RETENTION });
    return { ...report, tables: [] };
  }

  async getScaling(query: ScalingQuery = {}): Promise<ScalingSignal> {
    const checked = checkedScaling(query);
    const now = this.now();
    const { within = {} } = checked;
    const isMeant = (job: JobTraits) => isWithin(within, job);
    const live = [...this.database.live.values()].filter(({ jobId }) =>
      isMeant(this.database.jobs.get(jobId)!),
    );
    const waits = (one: (typeof live)[number]) =>
      one.status === 'pending' && one.holdsLane && one.availableAt <= now;
    const busy = new Set(live.map(({ jobId }) => jobId));
    const due = dueWork((await this.jobs.jobs(now)).filter(isMeant), busy, now, checked.ahead * 1_000);
    const running = live.filter(({ status }) => status !== 'pending').length;
    return scalingSignal(now, { running, waiting: live.filter(waits).length, workers: 1, ...due }, checked);
  }

  getMarks(query: MarkQuery): Promise<MarksReport> {
    return this.marks.report(query);
  }

  private holds(): Mark[] {
    return this.database.holds.flatMap(({ kind, jobId, group, owner, from, until, by, reason }) => {
      const jobName = jobId === null ? null : (this.database.jobs.get(jobId)?.name ?? null);
      const end = kind === 'paused' ? 'resumed' : 'unfrozen';
      const about = { jobName, group, owner };
      const what = heldJobs(about);
      return [
        mark(from, kind, `${what} was ${kind}.`, { ...about, by, reason }),
        ...(until ? [mark(until, end, `${what} was ${end}.`, about)] : []),
      ];
    });
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}

function added(jobName: string, at: Date): Mark {
  return mark(at, 'job_added', `${jobName} was added.`, { jobName });
}
