import type { InstancePauses } from '../cluster/instance-pauses.js';
import type { SlotAccounts } from '../cluster/slot-accounts.js';
import type { DatabaseClock } from '../database/database-clock.js';
import type { ExecutingSwitch } from '../definition/executing-switch.js';
import type { JobDefinition } from '../definition/job-definition.js';
import type { RegisteredJob } from '../definition/job-registry.js';
import type { IdGenerator } from '../id-generator.js';
import type { Scheduler } from '../schedule/scheduler.js';

/** Jobs with `scope: 'instance'`: they come onto the agenda when they are defined, whether or not there is a database. */
export class InstanceJobs {
  /** What was due before is not caught up: this instance was not there. */
  private readonly since: number;

  constructor(
    private readonly scheduler: Scheduler,
    private readonly accounts: Pick<SlotAccounts, 'downtime'>,
    private readonly pauses: InstancePauses,
    private readonly ids: IdGenerator,
    private readonly clock: DatabaseClock,
    private readonly settings: { readonly execution: ExecutingSwitch },
  ) {
    this.since = clock.now();
  }

  /** Puts a job onto the agenda, if it is one of these and runs here. Its row is attached when it is known. */
  start(definition: JobDefinition): void {
    if (!this.runsHere(definition)) return;
    const now = this.clock.now();
    this.pauses.watch(definition.name);
    this.scheduler.add({ definition, id: this.ids.next(now), version: 0, lastSlotAt: now });
  }

  /** Accounts for their slots at which no instance was alive. */
  async registered(jobs: readonly RegisteredJob[]): Promise<void> {
    const own = jobs.filter(({ definition }) => this.runsHere(definition));
    const watermarked = own.map(({ definition: { name, schedule }, lastSlotAt }) => ({
      name,
      schedule,
      watermark: lastSlotAt,
    }));
    await this.accounts.downtime(watermarked, this.since);
  }

  private runsHere(definition: JobDefinition): boolean {
    return (
      definition.scope === 'instance' && definition.enabled && this.settings.execution.executes(definition)
    );
  }
}
