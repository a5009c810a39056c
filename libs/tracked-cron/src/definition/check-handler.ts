import type { JobHandler } from './job-definition.js';
import { invalid } from './job-option.js';

/** What `@nestjs/schedule` notes on a method, by its metadata key; the package itself is optional. */
const SCHEDULE_DECORATORS: Readonly<Record<string, string>> = {
  SCHEDULE_CRON_OPTIONS: '@Cron',
  SCHEDULE_INTERVAL_OPTIONS: '@Interval',
  SCHEDULE_TIMEOUT_OPTIONS: '@Timeout',
};

/** @throws TrackedCronError `INVALID_OPTION` for code that would not run, or would run twice */
export function checkHandler(handler: JobHandler): void {
  const code: unknown =
    handler.kind === 'method'
      ? (handler.type.prototype as Record<string, unknown>)[handler.methodName]
      : handler.run;
  refuseGenerator(code);
  if (handler.kind === 'method') refuseSecondScheduler(code as object);
}

/** Calling a generator function runs nothing of it. */
function refuseGenerator(code: unknown): void {
  const kind = Object.prototype.toString.call(code);
  if (kind !== '[object GeneratorFunction]' && kind !== '[object AsyncGeneratorFunction]') return;
  throw invalid('the handler is a generator, of which a call runs nothing: write async run() { … }.');
}

function refuseSecondScheduler(method: object): void {
  const left = Object.keys(SCHEDULE_DECORATORS).find((key) => Reflect.hasMetadata(key, method));
  if (left === undefined) return;
  const decorator = SCHEDULE_DECORATORS[left];
  throw invalid(
    `both @TrackedCron and ${decorator} of @nestjs/schedule stand on it, and each would run it: remove ${decorator}.`,
  );
}
