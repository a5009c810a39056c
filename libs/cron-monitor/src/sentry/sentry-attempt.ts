import type { LogLevel } from 'nestjs-tracked-cron';
import {
  captureText,
  formatDuration,
  recordError,
  type AttemptFollower,
  type FollowedEnd,
  type LineText,
} from 'nestjs-tracked-cron/internal';
import { oneLine, plainText } from '../channels/neutral-text.js';
import type { AttemptScopes, Breadcrumb, Span } from './attempt-scopes.js';

/** Of a line: Sentry takes no event of more than a megabyte, and the record has all of them. */
const LINE_BYTES = 2_000;
/** How far apart heartbeats are that say nothing else: of a hundred breadcrumbs, not all are to be heartbeats. */
const HEARTBEAT_INTERVAL_MS = 10_000;

const LEVELS: Readonly<Record<LogLevel, NonNullable<Breadcrumb['level']>>> = {
  debug: 'debug',
  info: 'info',
  warn: 'warning',
  error: 'error',
};

/** What an attempt leaves to those who know more than it. */
export interface AttemptEnds {
  /** @returns the id of the event; null for none */
  sendError(thrown: unknown, retryAt: number | null): string | null;
  /** Keeps what the next attempt has to know of this one. */
  retrying(breadcrumb: Breadcrumb): void;
  /** No attempt follows. */
  over(end: FollowedEnd): void;
}

/** Tells Sentry of one attempt. */
export class SentryAttempt implements AttemptFollower {
  private lastBeatAt = -Infinity;

  constructor(
    private readonly attempt: number,
    private readonly scopes: AttemptScopes,
    private readonly span: Span | null,
    private readonly ends: AttemptEnds,
    private readonly clock: { now(): number; monotonic(): number },
    /** Whether the client itself hears the console. */
    private readonly hearsConsole: boolean,
  ) {}

  run<Result>(part: () => Result): Result {
    return this.scopes.inside(part);
  }

  line(level: LogLevel, { context, text }: LineText): void {
    if (context === 'console' && this.hearsConsole) return;
    this.add(context ?? 'log', LEVELS[level], text);
  }

  beat(progress: number | null, message: string | null): void {
    const now = this.clock.monotonic();
    const isNews = progress !== null || message !== null;
    if (!isNews && now - this.lastBeatAt < HEARTBEAT_INTERVAL_MS) return;
    this.lastBeatAt = now;
    const share = progress === null ? [] : [`${Math.round(progress * 100)} %`];
    const words = [...share, ...(message === null ? [] : [message])].join(': ');
    this.add('cron.heartbeat', 'debug', words || 'alive');
  }

  ended(end: FollowedEnd): Readonly<Record<string, unknown>> | null {
    const eventId = this.sendError(end);
    if (this.span) endSpan(this.span, end);
    if (end.retryAt === null) this.ends.over(end);
    else this.ends.retrying(this.retry(end, end.retryAt));
    return eventId === null ? null : { sentryEventId: eventId };
  }

  private add(category: string, level: Breadcrumb['level'], text: string): void {
    this.scopes.add({
      category: oneLine(category),
      level,
      message: plainText(captureText(text, LINE_BYTES)),
    });
  }

  private sendError({ status, error, retryAt }: FollowedEnd): string | null {
    if (!error || status === 'cancelled') return null;
    return this.ends.sendError(error.thrown, retryAt);
  }

  private retry({ status, error }: FollowedEnd, retryAt: number): Breadcrumb {
    const { errorClass, message } = recordError(error?.thrown);
    const verb = status === 'timed_out' ? 'timed out' : 'failed';
    const wait = formatDuration(Math.max(0, Math.round(retryAt - this.clock.now())));
    return {
      category: 'cron.retry',
      level: 'warning',
      message: plainText(
        `Attempt ${this.attempt} ${verb} and is tried again in ${wait}: ${errorClass}: ${captureText(message, LINE_BYTES)}`,
      ),
    };
  }
}

const SPAN_STATUS = {
  completed: { code: 1 },
  failed: { code: 2, message: 'internal_error' },
  timed_out: { code: 2, message: 'deadline_exceeded' },
  cancelled: { code: 2, message: 'cancelled' },
} as const;

function endSpan(span: Span, { status }: FollowedEnd): void {
  span.setAttribute('cron.status', status);
  span.setStatus(SPAN_STATUS[status]);
  span.end();
}
