import { Logger } from '@nestjs/common';
import type { DatabaseClock } from '../database/database-clock.js';
import type { JobDefinition } from '../definition/job-definition.js';
import type { TrackedCronEventMap, TrackedCronEvents } from '../events.js';
import type { InstanceIdentity } from './instance-identity.js';
import { gapsBetween, missedSlots, type Gap } from './missed-slots.js';
import type { HoldReason, PlannedRange } from './slot-plan.js';
import type { UnclaimedSlots, UnclaimedSlotsRepository } from './unclaimed-slots.repository.js';

/** Accounts that wait for the database; beyond it the oldest are given up, and that is told. */
const MOST_WAITING = 10_000;
/** What is the same for all instances. */
const HOLDS: readonly string[] = ['frozen', 'paused', 'disabled'] satisfies HoldReason[];

/** A job whose slots are accounted for here: nobody claims them. */
export interface AccountedJob {
  readonly name: string;
  readonly schedule: Pick<JobDefinition['schedule'], 'nextAfter'>;
}

/** A job as its row was found at boot. */
export interface WatermarkedJob extends AccountedJob {
  /** Everything up to here was accounted for, milliseconds since the epoch. */
  readonly watermark: number;
}

type Part = Omit<UnclaimedSlots, 'instanceId' | 'release'> & { readonly more: boolean };

/** Something to write down: answers its next part, or nothing when it is through. */
interface Account {
  readonly jobName: string;
  next(): Part | undefined;
  /** The part that `next` gave is written; `accepted` is false where another instance accounts for it. */
  written(part: Part, accepted: boolean): void;
}

/**
 * Accounts for slots that passed without a run and that no claim decides: those of observed jobs, and of jobs that every
 * instance runs. Takes them in at any time, writes them when the database is there.
 */
export class SlotAccounts {
  private readonly logger = new Logger('TrackedCron');
  private readonly waiting: Account[] = [];

  constructor(
    private readonly repository: UnclaimedSlotsRepository,
    private readonly identity: InstanceIdentity,
    private readonly databaseClock: DatabaseClock,
    private readonly events: TrackedCronEvents,
  ) {}

  /** Slots within a gap that this instance let pass. */
  missed(job: AccountedJob, gap: Gap, reason: string): void {
    this.take(new GapAccount(job, [gap], gap.from, reason, 'no'));
  }

  /**
   * Slots that are counted only.
   * @param after the last slot before them
   */
  counted(jobName: string, range: PlannedRange, after: number): void {
    // the first that comes to a slot counts it
    const shared = HOLDS.includes(range.reason) ? 'first' : 'no';
    let open = true;
    this.take({
      jobName,
      next: () =>
        open
          ? { jobName, slots: [], range, reason: range.reason, after, until: range.to, shared, more: false }
          : undefined,
      written: () => (open = false),
    });
  }

  /** Slots between the jobs' watermarks and `until` at which no instance was alive. One instance accounts for them. */
  async downtime(jobs: readonly WatermarkedJob[], until: number): Promise<void> {
    const behind = jobs.filter(({ schedule, watermark }) => schedule.nextAfter(watermark) < until);
    if (behind.length === 0) return;
    const earliest = Math.min(...behind.map(({ watermark }) => watermark));
    const lives = await this.repository.lives(earliest, this.identity.id);
    for (const job of behind) {
      const gaps = gapsBetween(job.watermark, until, lives);
      this.take(new GapAccount(job, gaps, job.watermark, 'no_instance', 'unmoved'));
    }
  }

  /** Writes down what waits. Throws where the database is away, and goes on from there next time. */
  async runOnce(): Promise<void> {
    for (let account = this.waiting[0]; account; account = this.waiting[0]) {
      const part = account.next();
      if (part) {
        const { id: instanceId, release } = this.identity;
        const now = this.databaseClock.now();
        const accepted = await this.repository.write({ ...part, instanceId, release }, now);
        account.written(part, accepted);
        if (!accepted && part.shared === 'no') this.tellUnknown(part.jobName);
        // what is only counted, whoever decided it has told
        if (accepted && account instanceof GapAccount)
          this.events.emit('slots.missed', () => missedEvent(part));
      }
      // the list may have been cut meanwhile
      if (!part?.more && this.waiting[0] === account) this.waiting.shift();
    }
  }

  private tellUnknown(jobName: string): void {
    this.logger.error(`Slots of "${jobName}" are not accounted for: the job is gone from the database.`);
  }

  private take(account: Account): void {
    this.waiting.push(account);
    if (this.waiting.length <= MOST_WAITING) return;
    const [{ jobName }] = this.waiting.splice(0, 1);
    this.logger.error(
      `Slots of "${jobName}" are not accounted for: the database has been away for too long.`,
    );
  }
}

function missedEvent({ jobName, slots, range }: Part): TrackedCronEventMap['slots.missed'] {
  return {
    jobName,
    from: new Date(range?.from ?? slots[0]),
    to: new Date(slots.at(-1) ?? range!.to),
    count: slots.length + (range?.count ?? 0),
  };
}

/** The slots within gaps, worked off in parts. */
class GapAccount implements Account {
  readonly jobName: string;
  private refused = false;

  constructor(
    private readonly job: AccountedJob,
    private readonly gaps: readonly Gap[],
    private after: number,
    private readonly reason: string,
    private readonly shared: 'unmoved' | 'no',
  ) {
    this.jobName = job.name;
  }

  next(): Part | undefined {
    const { job, after, reason, shared } = this;
    if (this.refused) return undefined;
    const { slots, range, until, more } = missedSlots(job.schedule, after, this.gaps);
    if (slots.length === 0 && range === null) return undefined;
    const counted = range && { ...range, outcome: 'missed' as const, reason };
    return { jobName: job.name, slots, range: counted, reason, after, until, shared, more };
  }

  written({ until }: Part, accepted: boolean): void {
    this.after = until;
    this.refused = !accepted;
  }
}
