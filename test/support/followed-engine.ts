import { defineJob } from '../../libs/tracked-cron/src/definition/define-job.js';
import type { TrackedCronJobOptions } from '../../libs/tracked-cron/src/definition/tracked-cron-job.options.js';
import { TrackedCronEvents } from '../../libs/tracked-cron/src/events.js';
import type { Assignment } from '../../libs/tracked-cron/src/execution/assignment.js';
import type { CronContext } from '../../libs/tracked-cron/src/execution/cron-context.js';
import { ExecutionFollowers } from '../../libs/tracked-cron/src/execution/execution-follower.js';
import { InProcessEngine } from '../../libs/tracked-cron/src/execution/in-process-engine.js';
import { LogCapture } from '../../libs/tracked-cron/src/execution/log-capture.js';
import type { ExecutionEnd } from '../../libs/tracked-cron/src/history/execution-end.js';
import { UuidV7Generator } from '../../libs/tracked-cron/src/id-generator.js';
import { VirtualClock } from '../../libs/tracked-cron/src/testing/virtual-clock.js';
import { VirtualDatabaseClock } from '../../libs/tracked-cron/src/testing/virtual-database-clock.js';

type Work = (context: CronContext) => unknown;

/** Runs executions as an instance does, without a database, and lets them be followed. */
export class FollowedEngine {
  readonly followers = new ExecutionFollowers(true);
  readonly clock = new VirtualClock(Date.parse('2026-03-02T12:00:00Z'));
  private readonly ids = new UuidV7Generator();
  private readonly waiting = new Map<string, (end: ExecutionEnd) => void>();
  private readonly work = new Map<object, Work>();
  private readonly capture: LogCapture;
  private readonly engine: InProcessEngine;

  constructor() {
    const databaseClock = new VirtualDatabaseClock(this.clock);
    this.capture = new LogCapture({ captureConsole: false }, { add: () => {}, end: () => {} }, databaseClock);
    this.engine = new InProcessEngine(
      {
        create: (definition) => ({
          enhancers: [],
          call: (context) => {
            context.attemptRecord.begins();
            return this.work.get(definition)!(context);
          },
        }),
      },
      { take: (end) => this.waiting.get(end.id)!(end), beat: () => {}, freeLane: async () => {} },
      new TrackedCronEvents(),
      this.clock,
      databaseClock,
      { note: () => {} },
      this.capture,
      this.followers,
      Infinity,
    );
  }

  stop(): void {
    this.capture.detach();
  }

  /** @returns how its attempt ended */
  run(
    work: Work,
    given: Partial<Assignment> & { options?: TrackedCronJobOptions } = {},
  ): Promise<ExecutionEnd> {
    const { options, ...assignment } = given;
    const handler = { kind: 'function', run: () => {} } as const;
    const source = {
      schedule: '* * * * *',
      options: options ?? {},
      defaultName: 'job',
      source: 'job',
      handler,
    };
    const definition = defineJob(source, { timeZone: 'UTC' });
    this.work.set(definition, work);
    const id = assignment.id ?? this.ids.next(this.clock.now());
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.engine.start([
        {
          id,
          epoch: 1,
          job: { definition, id: 'a-job', version: 1, lastSlotAt: 0 },
          scheduledAt: this.clock.now(),
          trigger: 'schedule',
          attempt: 1,
          maxAttempts: definition.retryPolicy.maxAttempts,
          parameters: undefined,
          ...assignment,
        },
      ]);
    });
  }
}
