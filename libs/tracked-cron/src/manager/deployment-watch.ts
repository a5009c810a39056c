import { Logger } from '@nestjs/common';
import type { Clock, ClockTimer } from '../clock.js';
import type { CronJobRepository } from '../definition/cron-job.repository.js';
import type { GenerationRepository } from '../definition/generation.repository.js';
import type { TrackedCronEvents } from '../events.js';
import type { JobIntake } from './job-intake.js';

/** At most one line about looks that fail in this time. */
const TROUBLE_LOG_INTERVAL_MS = 600_000;

/**
 * Watches what other releases of the application do: a rollback brings this one's definitions back into force, and what no
 * release knows any more is marked as removed. One statement every other lease.
 */
export class DeploymentWatch {
  private readonly logger = new Logger('TrackedCron');
  private timer: ClockTimer | undefined;
  private running: Promise<void> | undefined;
  private started = false;
  private lastTrouble = -Infinity;

  constructor(
    private readonly generations: Pick<GenerationRepository, 'news'>,
    private readonly jobs: Pick<CronJobRepository, 'removeGone'>,
    private readonly intake: Pick<JobIntake, 'registerAgain'>,
    private readonly instance: { readonly generationId: string | null },
    private readonly clock: Clock,
    private readonly events: TrackedCronEvents,
    private readonly settings: { readonly leaseTtl: number },
  ) {}

  /** Looks from now on; what runs no jobs has nothing to look for. */
  start(): void {
    if (this.started || this.instance.generationId === null) return;
    this.started = true;
    this.lookLater();
  }

  async stop(): Promise<void> {
    this.started = false;
    this.timer?.cancel();
    this.timer = undefined;
    await this.running;
  }

  /** One look. Never throws: what fails now is tried with the next one. */
  async runOnce(): Promise<void> {
    const { generationId } = this.instance;
    if (generationId === null) return;
    try {
      const { inForceAgain, gone } = await this.generations.news(generationId);
      if (inForceAgain) await this.intake.registerAgain();
      if (gone.length > 0) this.tellRemoved(await this.jobs.removeGone());
    } catch (error) {
      const now = this.clock.monotonic();
      if (now - this.lastTrouble < TROUBLE_LOG_INTERVAL_MS) return;
      this.lastTrouble = now;
      this.logger.warn(`What other releases do can't be looked for (${(error as Error).message}).`);
    }
  }

  private tellRemoved(names: readonly string[]): void {
    if (names.length === 0) return;
    this.logger.log(
      `Removed, because no release that runs knows them any more: ${names.slice(0, 5).join(', ')}` +
        `${names.length > 5 ? ` and ${names.length - 5} more` : ''}. Their history stays.`,
    );
    for (const jobName of names) this.events.emit('job.removed', () => ({ jobName }));
  }

  private lookLater(): void {
    this.timer = this.clock.after(2 * this.settings.leaseTtl, () => {
      this.running = this.runOnce().finally(() => {
        this.running = undefined;
        if (this.started) this.lookLater();
      });
    });
    this.timer.unref();
  }
}
