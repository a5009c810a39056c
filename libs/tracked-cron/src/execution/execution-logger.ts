import { Logger } from '@nestjs/common';

type Rest = [...optional: unknown[], context: string | undefined];

/**
 * A Nest logger that carries the job's name, with `info` beside Nest's `log`. Its lines are the execution's also where the
 * caller has left it: in a listener, or a pool's callback.
 */
export class ExecutionLogger extends Logger {
  constructor(
    jobName: string,
    private readonly within: <Result>(work: () => Result) => Result,
  ) {
    super(jobName);
  }

  /** The same as `log`. */
  info(message: unknown, ...rest: unknown[]): void {
    this.log(message, ...rest);
  }

  override log(message: unknown, ...rest: unknown[]): void {
    this.within(() => super.log(message, ...(rest as Rest)));
  }

  override debug(message: unknown, ...rest: unknown[]): void {
    this.within(() => super.debug(message, ...(rest as Rest)));
  }

  override verbose(message: unknown, ...rest: unknown[]): void {
    this.within(() => super.verbose(message, ...(rest as Rest)));
  }

  override warn(message: unknown, ...rest: unknown[]): void {
    this.within(() => super.warn(message, ...(rest as Rest)));
  }

  override error(message: unknown, ...rest: unknown[]): void {
    this.within(() => super.error(message, ...(rest as Rest)));
  }

  override fatal(message: unknown, ...rest: unknown[]): void {
    this.within(() => super.fatal(message, ...(rest as Rest)));
  }
}
