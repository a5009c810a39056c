import { Logger } from '@nestjs/common';
import type { Clock, TrackedCronEvent, TrackedCronEvents } from 'nestjs-tracked-cron';
import type { DatabaseClock, JobWatch } from 'nestjs-tracked-cron/internal';
import type { IncidentDesk } from '../incidents/incident-desk.js';
import type { MonitorLoop } from '../monitor-loop.js';
import { STALENESS_JOB } from '../staleness.service.js';
import type { Vigil } from './vigil.js';

/** Ends that come so close together are judged together. */
const TOGETHER_MS = 200;
const MOST_AT_ONCE = 200;

/**
 * Judges jobs when something ends here that may be wrong, or may be well again, so that nobody waits for the next sweep. A good
 * end of a job that nothing is wrong with costs nothing. What is missed here the sweep finds.
 */
export class EndsWatch implements MonitorLoop {
  private readonly logger = new Logger('TrackedCron');
  private readonly waiting = new Set<string>();
  private listening: (() => void)[] = [];
  private timer: ReturnType<Clock['after']> | undefined;
  private running: Promise<void> = Promise.resolve();
  private troubled = false;

  constructor(
    private readonly events: TrackedCronEvents,
    private readonly watch: Pick<JobWatch, 'judgeNow'>,
    private readonly desk: Pick<IncidentDesk, 'absorb'>,
    private readonly vigil: Vigil,
    private readonly clock: Clock,
    private readonly databaseClock: Pick<DatabaseClock, 'now'>,
  ) {}

  start(): void {
    const judge = ({ jobName }: { jobName: string }) => this.judge(jobName);
    this.listening = [
      this.events.on('execution.ended', (event) => this.ended(event)),
      this.events.on('execution.lost', judge),
      this.events.on(
        'execution.retrying',
        ({ failure, jobName }) => failure === 'lost' && this.judge(jobName),
      ),
      this.events.on('slots.missed', judge),
      this.events.on('breaker.opened', judge),
    ];
  }

  async stop(): Promise<void> {
    for (const stop of this.listening.splice(0)) stop();
    this.timer?.cancel();
    this.waiting.clear();
    await this.running;
  }

  /** Judges what waits. Whatever has gone wrong is left to the sweep. */
  async runOnce(): Promise<void> {
    try {
      while (this.waiting.size > 0) await this.judgeSome([...this.waiting].slice(0, MOST_AT_ONCE));
      this.troubled = false;
    } catch (error) {
      this.waiting.clear();
      if (this.troubled) return;
      this.troubled = true;
      this.logger.warn(
        `What ended could not be judged at once (${(error as Error).message}): the next sweep does.`,
      );
    }
  }

  private async judgeSome(jobNames: readonly string[]): Promise<void> {
    for (const jobName of jobNames) this.waiting.delete(jobName);
    // what happens in a gap is told as one, by the sweep after it; but not why there is none
    const isKept = this.vigil.isKept(this.databaseClock.now());
    const judged = isKept ? jobNames : jobNames.filter((jobName) => jobName === STALENESS_JOB);
    if (judged.length === 0) return;
    const { at, verdicts } = await this.watch.judgeNow(judged, this.vigil.gaps);
    await this.desk.absorb(verdicts, at);
    for (const { jobName, findings } of verdicts)
      if (findings.some(({ told }) => told)) this.vigil.note(jobName);
  }

  private ended({ jobName, status }: TrackedCronEvent<'execution.ended'>): void {
    if (status !== 'completed' || this.vigil.isWrong(jobName)) this.judge(jobName);
  }

  private judge(jobName: string): void {
    this.waiting.add(jobName);
    this.timer ??= this.clock.after(TOGETHER_MS, () => {
      this.timer = undefined;
      this.running = this.running.then(() => this.runOnce());
    });
  }
}
