import { defineJob } from '../definition/define-job.js';
import type { ExecutionTrigger } from '../execution/assignment.js';
import { CronContext } from '../execution/cron-context.js';
import { SystemClock } from '../clock.js';
import { UuidV7Generator } from '../id-generator.js';
import { instantOf } from './testing.options.js';

/** What an execution is, for a handler that a unit test calls by itself. */
export interface TestCronContextOptions {
  /** What the job is called. Default: `'test'`. */
  jobName?: string;
  /** The due time that it is an execution of. Default: none, as in a manual run. */
  slot?: Date | string;
  /** Which call of the handler this is. Default: 1. */
  attempt?: number;
  /** What a manual run was asked with; not validated here. Default: undefined. */
  parameters?: unknown;
  /** Aborts the context's signal when it aborts, with its reason. Default: one that never does. */
  signal?: AbortSignal;
}

/**
 * A context to hand to a method that takes one: `service.sync(testCronContext({ slot: '2026-03-02T12:00:00Z' }))`.
 * Nothing is recorded; `metadata` holds what the method left there.
 */
export function testCronContext(options: TestCronContextOptions = {}): CronContext {
  const { jobName = 'test', slot, attempt = 1, parameters, signal } = options;
  const id = new UuidV7Generator().next(new SystemClock().now());
  const trigger: ExecutionTrigger = slot === undefined ? 'manual' : 'schedule';
  const definition = defineJob(
    {
      schedule: '@every 1h',
      options: {},
      handler: { kind: 'function', run: () => {} },
      defaultName: jobName,
      source: 'a test',
    },
    { timeZone: 'UTC' },
  );
  const context = new CronContext({
    assignment: {
      id,
      epoch: 1,
      job: { definition, id, version: 1, lastSlotAt: 0 },
      scheduledAt: slot === undefined ? null : instantOf('slot', slot),
      trigger,
      attempt,
      maxAttempts: attempt,
      parameters,
    },
    idempotencyKey: id,
    beat: () => {},
    keepsLines: () => false,
    keepLine: () => {},
  });
  const abort = () => context.abort(signal!.reason as Error);
  if (signal?.aborted) abort();
  else signal?.addEventListener('abort', abort, { once: true });
  return context;
}
