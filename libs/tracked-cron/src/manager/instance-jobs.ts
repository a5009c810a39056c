import type { InstancePauses } from '../cluster/instance-pauses.js';
import type { SlotAccounts } from '../cluster/slot-accounts.js';
import type { DatabaseClock } from '../database/database-clock.js';
import type { NewlyRegisteredJob } from '../definition/cron-job.repository.js';
import type { ExecutingSwitch } from '../definition/executing-switch.js';
import { comesDue, type JobDefinition } from '../definition/job-definition.js';
import type { RegisteredJob } from '../definition/job-registry.js';
import type { Recorder } from '../history/recorder.js';
import type { IdGenerator } from '../id-generator.js';
import { Schedule } from '../schedule/schedule.js';
import type { Scheduler } from '../schedule/scheduler.js';
import { TrackedCronError } from '../tracked-cron.error.js';

/** A clock that is wrong by less only makes the first slots this much late. */
const SLIGHTLY_WRONG_MS = 1_000;

/** What is accounted for without a claim when jobs are registered. Jobs with `scope: 'instance'` come onto the agenda when they are defined, whether or not there is a database. */
export class InstanceJobs {
  /** What was due before is not caught up: this instance was not there. */
  private since: number;
  private corrected = false;
  /** What came onto the agenda by the local wall clock, before the database had been asked for the time. */
  private readonly guessed = new Set<string>();

  constructor(
    private readonly scheduler: Scheduler,
    private readonly accounts: Pick<SlotAccounts, 'downtime' | 'missed'>,
    private readonly pauses: InstancePauses,
    private readonly ids: IdGenerator,
    private readonly clock: DatabaseClock,
    private readonly settings: { readonly execution: ExecutingSwitch },
    /** Writes accounts down. */
    private readonly recorder: Pick<Recorder, 'wake'>,
  ) {
    this.since = clock.now();
  }

  /** Puts a job onto the agenda, if it is one of these and runs here. Its row is attached when it is known. */
  start(definition: JobDefinition): void {
    if (!this.runsHere(definition)) return;
    const now = this.clock.now();
    if (!this.clock.isMeasured) this.guessed.add(definition.name);
    this.pauses.watch(definition.name);
    this.scheduler.add({ definition, id: this.ids.next(now), version: 0, lastSlotAt: now });
  }

  /** Accounts for their slots at which no instance was alive. */
  async registered(jobs: readonly RegisteredJob[]): Promise<void> {
    this.correct();
    const own = jobs.filter(({ definition }) => this.runsHere(definition));
    const watermarked = own.map(({ definition: { name, schedule }, lastSlotAt }) => ({
      name,
      schedule,
      watermark: lastSlotAt,
    }));
    await this.accounts.downtime(watermarked, this.since);
  }

  /** Accounts for slots by the old times of changed jobs that nobody has decided: nobody will. */
  changed(jobs: readonly NewlyRegisteredJob[]): void {
    for (const { definition, before, lastSlotAt } of jobs) {
      // one that only an override has made due was not watched before
      if (this.runsHere(definition)) this.pauses.watch(definition.name);
      if (before === null) continue;
      const { schedule, timeZone, lastSlotAt: from } = before;
      try {
        const job = { name: definition.name, schedule: Schedule.of(schedule, timeZone) };
        this.accounts.missed(job, { from, to: lastSlotAt }, 'schedule_changed');
        this.recorder.wake();
      } catch (error) {
        // written by a release that knew more
        if (!(error instanceof TrackedCronError)) throw error;
      }
    }
  }

  /** A wall clock two hours ahead must not let two hours of slots pass, nor one behind make them up. */
  private correct(): void {
    const { correction } = this.clock;
    const guessed = [...this.guessed];
    this.guessed.clear();
    if (this.corrected || Math.abs(correction) < SLIGHTLY_WRONG_MS) return;
    this.corrected = true;
    this.since += correction;
    for (const name of guessed) this.scheduler.correct(name, correction);
  }

  private runsHere(definition: JobDefinition): boolean {
    return (
      definition.scope === 'instance' && comesDue(definition) && this.settings.execution.executes(definition)
    );
  }
}
