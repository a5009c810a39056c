import type { LogLevel } from '../history/log-line.js';
import type { Assignment } from './assignment.js';
import type { LineText } from './line-text.js';

/** How an attempt ended, for whoever followed it. */
export interface FollowedEnd {
  readonly status: 'completed' | 'failed' | 'timed_out' | 'cancelled';
  /** Why, where the status alone doesn't say: for one, `lease_lost`. */
  readonly reason: string | null;
  /** What was thrown, itself; null where nothing was. */
  readonly error: { readonly thrown: unknown } | null;
  /** When the next attempt is due, milliseconds since the Unix epoch; null where this was the last one. */
  readonly retryAt: number | null;
  /** Milliseconds. */
  readonly durationMs: number;
}

/** Goes along with one attempt of an execution. None of it may throw anything of its own. */
export interface AttemptFollower {
  /** Runs a part of the attempt (the call of its handler, the subscription to its answer): passes on what it answers and throws. */
  run<Result>(part: () => Result): Result;
  /** A line of its log was kept; bounded and redacted. */
  line(level: LogLevel, line: LineText): void;
  /** It gave a sign of life. */
  beat(progress: number | null, message: string | null): void;
  /** Called once, before the end is written. @returns what is kept with the metadata of the execution; null for nothing */
  ended(end: FollowedEnd): Readonly<Record<string, unknown>> | null;
}

/** Begins to follow an attempt, whose handler is about to be called; `startedAt` is milliseconds since the Unix epoch. May decline. */
export type Follow = (assignment: Assignment, startedAt: number) => AttemptFollower | null;

/** Where an integration says that it goes along with executions. Nobody does, unless a host wants it: then it costs nothing. */
export class ExecutionFollowers {
  private follow: Follow | null = null;

  /** @param areWelcome false in tests: what an execution does there is nobody's business outside */
  constructor(readonly areWelcome: boolean) {}

  /** There is one at most. */
  register(follow: Follow): void {
    this.follow = follow;
  }

  begin(assignment: Assignment, startedAt: number): AttemptFollower | null {
    return this.follow && this.follow(assignment, startedAt);
  }
}
