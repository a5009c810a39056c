import { Logger } from '@nestjs/common';
import type { Clock } from '../clock.js';
import type { InstanceSlots } from '../cluster/instance-slots.js';
import { needsCare, type Claimable, type HoldReason, type SlotPlan } from '../cluster/slot-plan.js';
import type { Membership } from '../cluster/membership.js';
import type { ClaimRound } from '../cluster/slot-claimer.js';
import type { DatabaseClock } from '../database/database-clock.js';
import type { JobTiming, RegisteredJob } from '../definition/job-registry.js';
import type { TrackedCronEvents } from '../events.js';
import { Agenda } from './agenda.js';
import { dueAt } from './jitter.js';
import { missedBy, type MissedSlots } from './missed-by.js';
import type { Schedule } from './schedule.js';
import { planSlots } from './plan-slots.js';
import { Ticker } from './ticker.js';

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5_000;
/** At most one line about claims that fail in this time. */
const TROUBLE_LOG_INTERVAL_MS = 10_000;

/** Who decides slots: the cluster's database, or, in tests, memory, which answers at once. */
export interface SlotClaims {
  claim(due: Claimable[]): ClaimRound | Promise<ClaimRound>;
}

/** A job on this instance's agenda. */
class ScheduledJob implements Claimable {
  /** Held by `stop()` of its handle: this instance claims none of its slots. */
  held = false;
  /** What the claim under way gives up of its slots; decided when it has committed. */
  missed: MissedSlots | undefined;

  constructor(
    public job: RegisteredJob,
    public watermark: number,
    private readonly clock: Pick<DatabaseClock, 'now'>,
  ) {}

  get jobId(): string {
    return this.job.id;
  }

  get timing(): JobTiming | undefined {
    return this.job.timing;
  }

  get version(): number {
    return this.job.version;
  }

  get careful(): boolean {
    return needsCare(this.job.definition);
  }

  /** Whether this instance decides its slots alone. */
  get isOwn(): boolean {
    return this.job.definition.scope === 'instance';
  }

  get next(): number {
    return this.job.definition.schedule.nextAfter(this.watermark);
  }

  /** When a slot comes onto the agenda, jitter included. */
  due(slot: number): number {
    return dueAt(this.job.definition, slot);
  }

  plan(watermark: number, held: HoldReason | null): SlotPlan {
    const plan = planSlots({ job: this.job.definition, watermark, now: this.clock.now(), held });
    this.missed = missedBy(plan);
    return plan;
  }
}

/** Hands slots to the cluster when they come due. Watermarks move only when a claim has committed. */
export class Scheduler {
  private readonly logger = new Logger('TrackedCron');
  private readonly jobs = new Map<string, ScheduledJob>();
  /** Jobs that were held before they came onto the agenda. */
  private readonly heldAhead = new Set<string>();
  private readonly agenda = new Agenda<ScheduledJob>();
  private readonly ticker: Ticker;
  private readonly rounds = new Set<Promise<void>>();
  private retryDelay = 0;
  private left: (() => void) | undefined;
  private lastTrouble = -Infinity;

  constructor(
    private readonly claimer: SlotClaims,
    private readonly clock: Clock,
    private readonly databaseClock: DatabaseClock,
    private readonly events: TrackedCronEvents,
    /** While this instance may not claim, what is due waits. */
    private readonly membership: Pick<Membership, 'isTrusted'>,
    /** Where slots go that every instance runs by itself; null: everything is claimed. */
    private readonly instanceSlots: Pick<InstanceSlots, 'run'> | null,
    /** Of the {@link Ticker}, where the clock is no real one. */
    longestSleep?: number,
  ) {
    this.ticker = new Ticker(
      clock,
      databaseClock,
      () => this.agenda.earliest,
      (now) => void this.runOnce(now),
      longestSleep,
    );
  }

  /** Puts a job on the agenda; one that runs by itself already goes on where it is. */
  add(job: RegisteredJob): void {
    const running = this.jobs.get(job.definition.name);
    if (running?.isOwn && running.job.definition === job.definition) {
      running.job = job;
      return;
    }
    const watermark = running?.isOwn ? Math.max(this.ownWatermark(running), job.lastSlotAt) : job.lastSlotAt;
    const scheduled = new ScheduledJob(job, watermark, this.databaseClock);
    scheduled.held = running?.held ?? this.heldAhead.delete(job.definition.name);
    if (running) this.agenda.remove(running);
    this.jobs.set(job.definition.name, scheduled);
    this.planNext(scheduled);
  }

  /** Has a job go on as it is now defined, where that leaves its due times as they were. */
  update(job: RegisteredJob): void {
    const running = this.jobs.get(job.definition.name);
    if (running) running.job = job;
  }

  /** Tells when a claim has found jobs that are due at other times, and has left them. */
  onLeft(listener: () => void): void {
    this.left = listener;
  }

  /** Moves the watermark of a job that was put onto the agenda by a wrong clock. @param by milliseconds */
  correct(jobName: string, by: number): void {
    const scheduled = this.jobs.get(jobName);
    if (!scheduled) return;
    scheduled.watermark += by;
    this.planNext(scheduled);
  }

  remove(jobName: string): void {
    this.heldAhead.delete(jobName);
    const scheduled = this.jobs.get(jobName);
    if (!scheduled) return;
    this.jobs.delete(jobName);
    this.agenda.remove(scheduled);
  }

  /** Keeps this instance from claiming a job's slots, or lets it again; other instances go on. */
  hold(jobName: string, held: boolean): void {
    const scheduled = this.jobs.get(jobName);
    // its handle can be stopped while the database is still away
    if (!scheduled) return void (held ? this.heldAhead.add(jobName) : this.heldAhead.delete(jobName));
    if (scheduled.held === held) return;
    scheduled.held = held;
    if (held) this.agenda.remove(scheduled);
    else {
      scheduled.watermark = Math.max(scheduled.watermark, this.databaseClock.now());
      this.planNext(scheduled);
    }
  }

  /** When a job is due, as it is scheduled here; undefined for one that isn't. */
  scheduleOf(jobName: string): Schedule | undefined {
    return this.jobs.get(jobName)?.job.definition.schedule;
  }

  /** First slot that is not decided yet, as this instance knows; undefined for a job it doesn't schedule. */
  nextSlot(jobName: string): number | undefined {
    return this.jobs.get(jobName)?.next;
  }

  /** The slot that was decided last, as this instance knows; undefined for a job it doesn't schedule, or before its first. */
  lastSlot(jobName: string): number | undefined {
    const scheduled = this.jobs.get(jobName);
    return scheduled && scheduled.watermark > scheduled.job.lastSlotAt ? scheduled.watermark : undefined;
  }

  /** Whether this instance claims slots of a job. */
  isActive(jobName: string): boolean {
    return this.jobs.get(jobName)?.held === false;
  }

  /** When the timer last woke. */
  get lastTickAt(): number | undefined {
    return this.ticker.lastTickAt;
  }

  start(): void {
    this.ticker.start();
  }

  /** Claims nothing from now on; resolves when the claims under way are through. */
  async stop(): Promise<void> {
    this.ticker.stop();
    await Promise.all(this.rounds);
  }

  /** One round: claims everything that is due. Never throws. */
  async runOnce(now = this.databaseClock.now()): Promise<void> {
    const due = this.runOwn(this.agenda.take(now));
    if (due.length === 0) return;
    const round = this.claim(due, now);
    this.rounds.add(round);
    await round.finally(() => this.rounds.delete(round));
  }

  /** Starts what needs no claim. @returns what does */
  private runOwn(due: ScheduledJob[]): ScheduledJob[] {
    if (this.instanceSlots === null) return due;
    const shared = due.filter(({ isOwn }) => !isOwn);
    if (shared.length === due.length) return due;
    for (const scheduled of due) {
      if (!scheduled.isOwn) continue;
      const { watermark, next } = this.instanceSlots.run(scheduled);
      scheduled.watermark = Math.max(scheduled.watermark, watermark);
      this.plan(scheduled, scheduled.due(next));
      this.tellMissed(scheduled);
    }
    this.ticker.rearm();
    return shared;
  }

  /** What is due by the old times of a job that this instance runs by itself starts before the new ones hold. */
  private ownWatermark(running: ScheduledJob): number {
    if (this.ticker.isStopped) return running.watermark;
    const now = this.databaseClock.now();
    if (this.instanceSlots !== null && !running.held && running.due(running.next) <= now) {
      this.instanceSlots.run(running);
      this.tellMissed(running);
    }
    return Math.max(running.watermark, now);
  }

  private async claim(due: ScheduledJob[], now: number): Promise<void> {
    if (!this.membership.isTrusted()) return this.retryLater(due, now, undefined);
    const round = this.claimer.claim(due);
    // an answer that is there already is taken at once: faked timers that jump over several slots find each of them planned
    const { claimed, failed, superseded = [], error } = round instanceof Promise ? await round : round;
    const byId = new Map<string, ScheduledJob>();
    for (const scheduled of due) byId.set(scheduled.jobId, scheduled);
    if (failed.length === 0) this.retryDelay = 0;
    for (const { jobId, watermark, next } of claimed) {
      const scheduled = byId.get(jobId)!;
      scheduled.watermark = Math.max(scheduled.watermark, watermark);
      this.tellMissed(scheduled);
      this.plan(scheduled, scheduled.due(next));
      byId.delete(jobId);
    }
    const left = superseded.map((id) => byId.get(id)!);
    for (const id of superseded) byId.delete(id);
    this.leave(left);
    const again = failed.map((id) => byId.get(id)!);
    for (const id of failed) byId.delete(id);
    this.tellGone([...byId.values()]);
    if (again.length > 0) this.retryLater(again, now, error);
    this.events.emit('slots.claimed', () => ({ jobs: claimed.length, failed: failed.length }));
    this.ticker.rearm();
  }

  private tellMissed(scheduled: ScheduledJob): void {
    const { missed } = scheduled;
    scheduled.missed = undefined;
    const jobName = scheduled.job.definition.name;
    if (missed) this.events.emit('slots.missed', () => ({ jobName, ...missed }));
  }

  /** Newer code, or somebody, says when they are due; they come back with {@link add}, when this instance knows too. */
  private leave(left: ScheduledJob[]): void {
    // one that came back while this claim was under way stays
    const jobs = left.filter((scheduled) => this.jobs.get(scheduled.job.definition.name) === scheduled);
    if (jobs.length === 0) return;
    const names = jobs.map(({ job }) => job.definition.name);
    for (const name of names) this.jobs.delete(name);
    this.logger.log(
      `It has been changed when ${names.slice(0, 5).join(', ')} ${names.length === 1 ? 'is' : 'are'} due. Where a newer ` +
        'release did, its instances run it from now on; where a person did, this one follows at once.',
    );
    this.left?.();
  }

  /** Without a row nobody can claim: looking again every few seconds would not bring it back. */
  private tellGone(gone: ScheduledJob[]): void {
    if (gone.length === 0) return;
    const names = gone.map(({ job }) => job.definition.name);
    this.logger.error(
      `${names.length} jobs are gone from the database (${names.slice(0, 5).join(', ')}): they don't run any more. ` +
        'Restart the application to register them again.',
    );
  }

  private retryLater(due: ScheduledJob[], now: number, error: unknown): void {
    this.retryDelay = Math.min(this.retryDelay * 2 || FIRST_RETRY_MS, LAST_RETRY_MS);
    for (const scheduled of due) this.plan(scheduled, now + this.retryDelay);
    this.ticker.rearm();
    if (error === undefined || this.clock.monotonic() - this.lastTrouble < TROUBLE_LOG_INTERVAL_MS) return;
    this.lastTrouble = this.clock.monotonic();
    this.logger.error(`Slots can't be claimed (${(error as Error).message}); they wait and are tried again.`);
  }

  private planNext(scheduled: ScheduledJob): void {
    this.plan(scheduled, scheduled.due(scheduled.next));
    this.ticker.rearm();
  }

  private plan(scheduled: ScheduledJob, at: number): void {
    if (scheduled.held || this.jobs.get(scheduled.job.definition.name) !== scheduled) return;
    this.agenda.put(scheduled, at);
  }
}
