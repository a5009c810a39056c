import { Logger } from '@nestjs/common';
import type { Clock, ClockTimer } from '../clock.js';
import type { InstanceBus } from '../cluster/bus/instance-bus.js';
import type { Membership } from '../cluster/membership.js';
import type { DatabaseClock } from '../database/database-clock.js';
import type { JobRegistry } from '../definition/job-registry.js';
import { holdingFields, nextExpiry, overrideKey } from '../definition/overrides/override-fields.js';
import type { OverrideNews } from '../definition/overrides/override-edit.js';
import type { OverrideRepository } from '../definition/overrides/override.repository.js';
import type { Scheduler } from '../schedule/scheduler.js';
import type { JobIntake } from './job-intake.js';

/** The longest that a timer of Node can wait, milliseconds. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** At most one line about looks that fail in this time. */
const TROUBLE_LOG_INTERVAL_MS = 600_000;

/**
 * Brings what people change on any instance to this one. The bus tells of an edit at once, where it can; each renewal of the
 * lease says which one was the last. Only where that is news, something runs out, or a claim found a job that is due at other
 * times, it looks.
 */
export class OverrideWatch {
  private readonly logger = new Logger('TrackedCron');
  private expiry: ClockTimer | undefined;
  private stopHearing: (() => void) | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = true;
  /** The last edit that was looked at. */
  private seen: number | null | undefined;
  /** Whether the row of some job says something else than what is stored: who decides it has not looked yet. */
  private unsettled = false;
  private lastTrouble = -Infinity;

  constructor(
    private readonly overrides: Pick<OverrideRepository, 'news'>,
    private readonly registry: JobRegistry,
    private readonly intake: Pick<JobIntake, 'registerAgain'>,
    private readonly membership: Pick<Membership, 'onRenewal'>,
    private readonly scheduler: Pick<Scheduler, 'onLeft'>,
    private readonly clock: Clock,
    private readonly databaseClock: Pick<DatabaseClock, 'now'>,
    private readonly bus: Pick<InstanceBus, 'publish' | 'subscribe'>,
  ) {}

  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    this.membership.onRenewal(({ overrideRevision }) => this.heard(overrideRevision));
    this.scheduler.onLeft(() => void this.runOnce());
    // what is missed, the next renewal tells
    this.stopHearing = this.bus.subscribe('override', () => void this.runOnce());
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.stopHearing?.();
    this.expiry?.cancel();
    await this.running;
  }

  /** Somebody has edited a job here: this instance looks, and the others are told. */
  edited(jobName: string): Promise<void> {
    this.bus.publish('override', { job: jobName, what: 'edited' });
    return this.running ?? this.runOnce();
  }

  /** One look, or one more after that which is under way. Never throws: what fails now is tried with the next renewal. */
  runOnce(): Promise<void> {
    if (this.running) {
      this.again = true;
      return this.running;
    }
    return (this.running = this.lookUntilQuiet().finally(() => (this.running = undefined)));
  }

  private heard(revision: number | null): void {
    if (this.stopped || (revision === this.seen && !this.unsettled)) return;
    this.seen = revision;
    void this.runOnce();
  }

  private async lookUntilQuiet(): Promise<void> {
    do {
      this.again = false;
      await this.look();
    } while (this.again && !this.stopped);
  }

  private async look(): Promise<void> {
    try {
      const now = this.databaseClock.now();
      const news = new Map((await this.overrides.news()).map((one) => [one.jobId, one]));
      const stale = new Set<string>();
      this.unsettled = false;
      for (const { id, definition, timing } of this.registry.registered()) {
        const rowKey = news.get(id)?.rowKey ?? null;
        const key = keyOf(news.get(id), now);
        const knows = key === (definition.override?.key ?? null);
        if (!knows || (timing !== undefined && timing.overrideKey !== rowKey)) stale.add(definition.name);
        else if (rowKey !== key) this.unsettled = true;
      }
      this.wakeAt(Math.min(...[...news.values()].map(({ fields }) => nextExpiry(fields, now))), now);
      if (stale.size > 0) await this.intake.registerAgain(stale);
    } catch (error) {
      this.unsettled = true;
      const now = this.clock.monotonic();
      if (now - this.lastTrouble < TROUBLE_LOG_INTERVAL_MS) return;
      this.lastTrouble = now;
      this.logger.warn(`What people have overridden can't be looked for (${(error as Error).message}).`);
    }
  }

  private wakeAt(end: number, now: number): void {
    this.expiry?.cancel();
    if (end === Infinity || this.stopped) return;
    this.expiry = this.clock.after(Math.min(end - now, LONGEST_TIMER_MS), () => void this.runOnce());
    this.expiry.unref();
  }
}

function keyOf(news: OverrideNews | undefined, now: number): string | null {
  if (!news || news.revision === null) return null;
  return overrideKey({ revision: news.revision, fields: holdingFields(news.fields, now) });
}
