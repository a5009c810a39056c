/** What Sentry hears of executions. Needs `@sentry/nestjs` or `@sentry/node`, 10 or newer. */
export interface SentryOptions {
  /**
   * Of the project, where the application does not call `Sentry.init` itself: executions are told then, and nothing else of the
   * application. With a client that is there already it has no effect. Default: the application's own client.
   */
  readonly dsn?: string;
  /**
   * True: an event for each execution that failed or timed out, once no attempt is left. `'every-attempt'`: also for attempts that
   * are tried again. Default: true.
   */
  readonly errors?: boolean | 'every-attempt';
  /** A span for each attempt, all of an execution in one trace; how many are sent is up to `tracesSampleRate`. Default: true. */
  readonly spans?: boolean;
  /** Where people reach Sentry, for links from alerts to errors: `'https://acme.sentry.io'`. Default: no links. */
  readonly url?: string;
  /**
   * Check-ins for executions of slots, with the monitor made from the job's schedule. They tell what the alerts of this library
   * tell: choose one of the two. Default: false.
   */
  readonly checkIns?: boolean;
}
