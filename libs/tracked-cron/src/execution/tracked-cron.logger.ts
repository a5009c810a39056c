import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import { trackedCronLogMixin } from './execution-ids.js';

/**
 * Nest's `ConsoleLogger`, whose lines carry the ids of the execution that they are part of: as `executionId`, `jobName` and
 * `attempt` with `json: true`, else behind the logger's name. Outside of an execution it prints what `ConsoleLogger` does.
 *
 * @example NestFactory.create(AppModule, { logger: new TrackedCronLogger({ json: true }) })
 */
export class TrackedCronLogger extends ConsoleLogger {
  protected override formatContext(context: string): string {
    const { executionId, jobName, attempt } = trackedCronLogMixin();
    const shown = super.formatContext(context);
    if (executionId === undefined) return shown;
    const again = attempt === 1 ? '' : ` attempt ${attempt}`;
    return `${shown}${super.formatContext(`${jobName} ${executionId}${again}`)}`;
  }

  protected override getJsonLogObject(message: unknown, options: { context: string; logLevel: LogLevel }) {
    return { ...super.getJsonLogObject(message, options), ...trackedCronLogMixin() };
  }
}
