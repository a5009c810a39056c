import type { CronJobEntity } from '../../definition/cron-job.entity.js';
import type { MisfirePolicy } from '../../definition/job-definition.js';
import { Schedule } from '../../schedule/schedule.js';
import { TrackedCronError } from '../../tracked-cron.error.js';

/** A catch-up window that nobody set is one period, but at least this. */
const SHORTEST_CATCH_UP_WINDOW_MS = 60_000;

/** What the row of a job says of its policies. */
interface StoredOptions {
  readonly enabled?: boolean;
  readonly disabledReason?: string | null;
  readonly runsOn?: readonly string[];
  readonly misfire?: MisfirePolicy;
  readonly catchUpWindow?: number | null;
  readonly observed?: { readonly slots: boolean };
}

/** An instant of a job, and what its schedule says of it. */
export class WhyQuestion {
  /** Null where the job has no slots that can be told ahead: the host's own timer. */
  readonly schedule: Schedule | null;
  /** The slot at the instant; null where none is due then. Milliseconds since the epoch, like all here. */
  readonly slot: number | null;
  readonly before: number | null;
  readonly after: number | null;
  private readonly options: StoredOptions;

  constructor(
    readonly job: CronJobEntity,
    readonly at: number,
  ) {
    this.options = job.options;
    this.schedule = readSchedule(job, this.options);
    this.slot = this.nextAfter(at - 1) === at ? at : null;
    this.before = this.schedule?.previousBefore(at) ?? null;
    this.after = this.nextAfter(at);
  }

  get enabled(): boolean {
    return this.options.enabled !== false;
  }

  get disabledReason(): string | null {
    return this.options.disabledReason ?? null;
  }

  /** Labels that an instance must have to run it. */
  get runsOn(): readonly string[] {
    return this.options.runsOn ?? [];
  }

  get misfire(): MisfirePolicy {
    return this.options.misfire ?? 'latest';
  }

  /** How long after its due time the slot may still start. */
  get catchUpWindow(): number {
    const { catchUpWindow } = this.options;
    if (typeof catchUpWindow === 'number') return catchUpWindow;
    const period = this.after === null ? 0 : this.after - this.at;
    return Math.max(period, SHORTEST_CATCH_UP_WINDOW_MS);
  }

  /** The first slot after an instant; null for none. */
  nextAfter(instant: number): number | null {
    try {
      return this.schedule?.nextAfter(instant) ?? null;
    } catch (error) {
      if (error instanceof TrackedCronError && error.code === 'NO_SLOT') return null;
      throw error;
    }
  }
}

function readSchedule({ schedule, timeZone }: CronJobEntity, { observed }: StoredOptions): Schedule | null {
  if (observed && !observed.slots) return null;
  try {
    return Schedule.of(schedule, timeZone);
  } catch (error) {
    // written by a release that knew more
    if (error instanceof TrackedCronError) return null;
    throw error;
  }
}
