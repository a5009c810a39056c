import { AsyncLocalStorage } from 'node:async_hooks';
import type { LogLevel } from '../history/log-line.js';
import type { Assignment, ExecutionTrigger } from './assignment.js';
import { AttemptRecord } from './attempt-record.js';
import { ExecutionLogger } from './execution-logger.js';
import type { LineSource, LineText } from './line-text.js';
import { captureText } from './redact.js';

const PROGRESS_MESSAGE_BYTES = 500;

/** What a context needs from whoever runs its execution. */
export interface ContextHost {
  readonly assignment: Assignment;
  /** Equal for every attempt of one execution, different for every other execution. */
  readonly idempotencyKey: string;
  /** Notes a sign of life, with progress where the handler gave one. */
  beat(progress: number | null, message: string | null): void;
  /** Whether lines of this level are kept with the record. */
  keepsLines(level: LogLevel, source: LineSource): boolean;
  keepLine(level: LogLevel, line: LineText): void;
}

/**
 * One execution, as its handler sees it. A handler asks for it with `@Execution() ctx: CronContext`; anything it calls
 * can use {@link CronContext.current}.
 */
export class CronContext {
  private static readonly storage = new AsyncLocalStorage<CronContext>();

  private controller: AbortController | undefined;
  private logger: ExecutionLogger | undefined;
  private data: Record<string, unknown> | undefined;

  /** @internal What the handler did in the current attempt. */
  readonly attemptRecord = new AttemptRecord();

  /** @internal */
  constructor(private readonly host: ContextHost) {}

  /** The execution that the caller is part of; undefined outside of one. */
  static current(): CronContext | undefined {
    return CronContext.storage.getStore();
  }

  /** @internal Runs `work` as part of an execution. */
  static run<Result>(context: CronContext, work: () => Result): Result {
    return CronContext.storage.run(context, work);
  }

  get executionId(): string {
    return this.host.assignment.id;
  }

  get jobName(): string {
    return this.host.assignment.job.definition.name;
  }

  /** The due time this execution stands for; null for a manual run. */
  get slot(): Date | null {
    const { scheduledAt } = this.host.assignment;
    return scheduledAt === null ? null : new Date(scheduledAt);
  }

  /** 1 for the first. */
  get attempt(): number {
    return this.host.assignment.attempt;
  }

  get trigger(): ExecutionTrigger {
    return this.host.assignment.trigger;
  }

  /** What a manual run was asked with, validated by the job's schema; undefined otherwise. */
  get parameters(): unknown {
    return this.host.assignment.parameters;
  }

  /** Hand it to systems outside, so that a repeated attempt has its effect there once. */
  get idempotencyKey(): string {
    return this.host.idempotencyKey;
  }

  /** Aborts on timeout, cancellation, shutdown and a lost lease. Pass it on: `fetch(url, { signal: ctx.signal })`. */
  get signal(): AbortSignal {
    this.controller ??= new AbortController();
    return this.controller.signal;
  }

  /** Says "still alive"; cheap, written at most once a second. May be taken out of the context. */
  get heartbeat(): () => void {
    return () => this.host.beat(null, null);
  }

  /**
   * Says how far the work has come; a heartbeat too. May be taken out of the context: `{ progress }: CronContext`.
   *
   * `fraction`: 0 to 1; what lies outside is brought to the nearer end. `message`: what is being done now, at most 500 bytes;
   * secrets in it are redacted.
   */
  get progress(): (fraction: number, message?: string) => void {
    return (fraction, message) => {
      const bounded = Number.isFinite(fraction) ? Math.min(1, Math.max(0, fraction)) : null;
      this.host.beat(
        bounded,
        typeof message === 'string' ? captureText(message, PROGRESS_MESSAGE_BYTES) : null,
      );
    };
  }

  /**
   * A Nest logger that carries the job's name: `debug`, `info` (or `log`), `warn`, `error`. Its lines go to the host's log, as
   * those of any `Logger`, and are kept with the execution.
   */
  get log(): ExecutionLogger {
    return (this.logger ??= new ExecutionLogger(this.jobName, (work) => CronContext.run(this, work)));
  }

  /** Facts worth keeping with the execution, as JSON: `ctx.metadata.imported = 12`. At most 8 KB are kept. */
  get metadata(): Record<string, unknown> {
    return (this.data ??= {});
  }

  /** @internal What the handler left in {@link metadata}, if it touched it. */
  takeMetadata(): Record<string, unknown> | null {
    return this.data ?? null;
  }

  /** @internal */
  keepsLines(level: LogLevel, source: LineSource): boolean {
    return this.host.keepsLines(level, source);
  }

  /** @internal */
  keepLine(level: LogLevel, line: LineText): void {
    this.host.keepLine(level, line);
  }

  /** @internal */
  abort(reason: Error): void {
    this.controller ??= new AbortController();
    this.controller.abort(reason);
  }
}
