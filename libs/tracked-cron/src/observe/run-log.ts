import type { Clock } from '../clock.js';
import type { InstanceIdentity } from '../cluster/instance-identity.js';
import type { DatabaseClock } from '../database/database-clock.js';
import type { TrackedCronEvents } from '../events.js';
import { recordError } from '../execution/error-record.js';
import type { ExecutionBirth } from '../history/execution-birth.js';
import type { ExecutionEnd } from '../history/execution-end.js';
import type { Recorder } from '../history/recorder.js';
import type { IdGenerator } from '../id-generator.js';
import type { ObservedJob } from './observed-job.js';

/** What made a job's code run. */
export interface Firing {
  /** Whether its scheduler did, or somebody who called `fireOnTick()`. */
  readonly trigger: 'schedule' | 'manual';
  /** The slot it stands for, local wall clock; null for none. */
  readonly slot: number | null;
}

/** A run of the host's that is being written down. */
export interface ObservedRun {
  /** @param thrown what the code threw or rejected with; undefined where it went well */
  end(thrown?: { readonly error: unknown }): void;
}

const NEVER_RUN = {
  attempt: 0,
  startedAt: null,
  durationMs: null,
  error: null,
  result: null,
  metadata: null,
};

/** Writes down what the host's own schedulers do. Costs its caller some microseconds, and never waits for anything. */
export class RunLog {
  private readonly open = new Map<string, { readonly job: ObservedJob; readonly startedAt: number }>();

  constructor(
    private readonly recorder: Pick<Recorder, 'begin' | 'take' | 'note'>,
    private readonly clock: Clock,
    private readonly databaseClock: DatabaseClock,
    private readonly ids: IdGenerator,
    private readonly identity: InstanceIdentity,
    private readonly events: TrackedCronEvents,
  ) {}

  /** @param overlapping how many runs of the same timer are still in flight */
  begin(job: ObservedJob, firing: Firing, overlapping: number): ObservedRun {
    const startedAt = this.databaseClock.now();
    const since = this.clock.monotonic();
    const { id, scheduledAt } = this.birth(job, firing, startedAt, overlapping);
    this.open.set(id, { job, startedAt });
    this.events.emit('execution.started', () => ({
      executionId: id,
      jobName: job.name,
      scheduledAt: dateOf(scheduledAt),
      startedAt: new Date(startedAt),
      trigger: firing.trigger,
      attempt: 1,
    }));
    return {
      end: (thrown) => {
        if (!this.open.delete(id)) return;
        const durationMs = Math.round((this.clock.monotonic() - since) * 1_000) / 1_000;
        const error = thrown ? recordError(thrown.error) : null;
        const status = thrown ? 'failed' : 'completed';
        this.write(job, firing, scheduledAt, { ...this.ended(id, startedAt), status, error, durationMs });
      },
    };
  }

  /** A slot that the scheduler let pass because a run of it was still in flight. */
  skipped(job: ObservedJob, slot: number | null): void {
    const now = this.databaseClock.now();
    const birth = this.describe(job, { trigger: 'schedule', slot }, null, 0);
    this.recorder.note(birth, {
      ...NEVER_RUN,
      id: birth.id,
      epoch: 1,
      completedAt: now,
      status: 'skipped',
      reason: 'overlap',
    });
  }

  /** The process ends: what is still in flight goes down with it, and nobody will know how far it came. */
  shutDown(): void {
    for (const [id, { startedAt }] of this.open) {
      const end = {
        ...this.ended(id, startedAt),
        status: 'lost' as const,
        reason: 'shutdown',
        durationMs: null,
      };
      this.recorder.take(end, { written: () => {}, refused: () => {} });
    }
    this.open.clear();
  }

  private birth(job: ObservedJob, firing: Firing, startedAt: number, overlapping: number): ExecutionBirth {
    const birth = this.describe(job, firing, startedAt, overlapping);
    this.recorder.begin(birth);
    return birth;
  }

  private describe(
    job: ObservedJob,
    { trigger, slot }: Firing,
    startedAt: number | null,
    overlapping: number,
  ): ExecutionBirth {
    const { kind, schedule, everyMs } = job.times;
    // a timer is due when it fires: it knows no other time
    const scheduledAt = kind === 'interval' || kind === 'timeout' ? startedAt : slot;
    const nextSlotAt =
      scheduledAt === null
        ? null
        : (schedule?.nextAfter(scheduledAt) ?? (everyMs === null ? null : scheduledAt + everyMs));
    return {
      id: this.ids.next(this.databaseClock.now()),
      jobName: job.name,
      trigger,
      triggeredBy: trigger === 'manual' ? 'fireOnTick' : null,
      scheduledAt,
      startedAt,
      nextSlotAt,
      decidedUntil: scheduledAt,
      instanceId: this.identity.id,
      release: this.identity.release,
      metadata: overlapping > 0 ? { overlapping } : null,
    };
  }

  private ended(id: string, startedAt: number): Omit<ExecutionEnd, 'status' | 'durationMs'> {
    const completedAt = this.databaseClock.now();
    return {
      id,
      epoch: 1,
      attempt: 1,
      startedAt,
      completedAt,
      reason: null,
      error: null,
      result: null,
      metadata: null,
    };
  }

  private write(job: ObservedJob, { trigger }: Firing, scheduledAt: number | null, end: ExecutionEnd): void {
    const tell = () =>
      this.events.emit('execution.ended', () => ({
        executionId: end.id,
        jobName: job.name,
        scheduledAt: dateOf(scheduledAt),
        status: end.status,
        reason: end.reason,
        durationMs: end.durationMs,
        error: end.error,
        trigger,
        attempt: 1,
      }));
    // what had to be given up was counted, and told, by the recorder
    this.recorder.take(end, { written: (_, accepted) => void (accepted && tell()), refused: () => {} });
  }
}

function dateOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
