import { AttemptLog } from '../history/attempt-log.js';
import { isAtLeast, type LogLevel } from '../history/log-line.js';
import type { Assignment } from './assignment.js';
import type { LineSource, LineText } from './line-text.js';
import type { LogCapture } from './log-capture.js';

/** What hears lines, and takes them. */
export type LineKeeper = Pick<LogCapture, 'attach' | 'hears' | 'take' | 'flush'>;

/** The lines of one attempt, as long as its handler has not returned. What logs nothing costs next to nothing. */
export class ExecutionLog {
  private log: AttemptLog | undefined;
  private closed = false;

  constructor(
    private readonly assignment: Pick<Assignment, 'id' | 'attempt' | 'job'>,
    private readonly keeper: LineKeeper,
  ) {
    keeper.attach();
  }

  keeps(level: LogLevel, source: LineSource): boolean {
    const { logs } = this.assignment.job.definition;
    return logs !== null && !this.closed && isAtLeast(level, logs.level) && this.keeper.hears(source);
  }

  keep(level: LogLevel, line: LineText): void {
    const { id, attempt, job } = this.assignment;
    this.log ??= new AttemptLog(id, attempt, job.definition.logs!);
    this.keeper.take(this.log, level, line);
  }

  /** The execution has ended; a handler that goes on may still log. */
  flush(): void {
    if (this.log) this.keeper.flush(this.log);
  }

  /** The handler has returned: what it left running logs on its own account. */
  close(): void {
    this.closed = true;
    this.flush();
  }
}
