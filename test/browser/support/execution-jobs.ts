import type { CronContext, CronJobManager } from 'nestjs-tracked-cron';

/** Lines of the long log. */
export const MANY_LINES = 100_000;

/** What a page could be made to run by, if it took texts for anything else. */
export const HOSTILE =
  '<img src=x onerror="document.title=\'hacked\'"><script>document.title="hacked"</script>';

/** A run that goes on when the test says so. */
export interface SteppedRun {
  /** Lets it come to the next of its steps. */
  next(): void;
}

/** Jobs that are started by hand, for what an execution's own screen shows. */
export async function registerExecutionJobs(manager: CronJobManager): Promise<SteppedRun> {
  const steps = stepper();
  const schedule = '@never';
  await manager.register({
    name: 'import.stepped',
    schedule,
    handler: async (ctx) => {
      ctx.log.info('step one');
      ctx.progress(0.25, 'a quarter of it');
      await steps.reached();
      ctx.log.warn('step two');
      ctx.progress(0.75, 'three quarters of it');
      await untilAborted(ctx);
    },
  });
  await manager.register({
    name: 'import.retried',
    schedule,
    retryPolicy: { maxAttempts: 3, initialDelay: 50, jitter: 'none' },
    handler: ({ attempt, log }) => {
      log.info(`attempt ${attempt}`);
      if (attempt < 3) throw new Error(`the feed is away, ${attempt}`);
    },
  });
  await manager.register({
    name: 'import.broken',
    schedule,
    rerun: 'safe',
    runbookUrl: 'https://runbooks.example.com/import',
    impact: 'Nothing new is shown.',
    parameters: {
      '~standard': { version: 1, vendor: 'hand', validate: (value: unknown) => ({ value }) },
    },
    handler: ({ log }) => {
      log.error(HOSTILE);
      const cause = new Error('connect ECONNREFUSED 10.0.0.7:5432', { cause: new TypeError(HOSTILE) });
      throw new Error(`The import failed: ${HOSTILE}`, { cause });
    },
  });
  await manager.register({
    name: 'logs.many',
    schedule,
    logs: { maxLines: MANY_LINES * 2, maxBytes: 2 ** 27 },
    handler: async ({ log }) => {
      for (let line = 1; line <= MANY_LINES; line += 1) {
        if (line % 1_000 === 0) log.warn(`line ${line} is a round one`);
        else log.info(`line ${line} of many`);
        if (line % 5_000 === 0) await new Promise(setImmediate);
      }
    },
  });
  return steps;
}

function stepper(): SteppedRun & { reached(): Promise<void> } {
  let letOn: () => void;
  const reached = new Promise<void>((resolve) => (letOn = resolve));
  return { next: () => letOn(), reached: () => reached };
}

function untilAborted({ signal }: CronContext): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
