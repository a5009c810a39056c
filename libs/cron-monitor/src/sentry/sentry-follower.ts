import { Logger } from '@nestjs/common';
import { recordError, type Assignment, type AttemptFollower } from 'nestjs-tracked-cron/internal';
import { AttemptScopes, type BaseScopes, type Breadcrumb } from './attempt-scopes.js';
import { CarefulFollower } from './careful-follower.js';
import { CheckIns } from './check-ins.js';
import { ErrorEvents } from './error-events.js';
import { contextOf, tagsOf, traceOf, type Surroundings } from './execution-words.js';
import type { Sentry } from './load-sentry.js';
import { SentryAttempt, type AttemptEnds } from './sentry-attempt.js';
import type { SentrySettings } from './sentry-settings.js';

type Client = NonNullable<ReturnType<Sentry['getClient']>>;

/** Of so many executions that wait for their next attempt it is known what became of the earlier ones. */
const MOST_WAITING = 1_000;
const TROUBLE_INTERVAL_MS = 10_000;

/** Follows executions, and tells Sentry. */
export class SentryFollower {
  private readonly logger = new Logger('TrackedCron');
  private readonly errors: ErrorEvents;
  private readonly checkIns: CheckIns | null;
  /** Retries of executions whose next attempt has not begun here; it may begin elsewhere. */
  private readonly retries = new Map<string, readonly Breadcrumb[]>();
  private troubleToldAt = -Infinity;
  private missesClient = false;

  constructor(
    private readonly sentry: Sentry,
    private readonly base: BaseScopes,
    private readonly settings: SentrySettings,
    private readonly surroundings: Surroundings,
    private readonly clock: { now(): number; monotonic(): number },
  ) {
    this.errors = new ErrorEvents(sentry);
    this.checkIns = settings.checkIns ? new CheckIns(sentry) : null;
  }

  /** Never throws. @returns null for what is not told: jobs of our own, and all of them while there is no client */
  follow(assignment: Assignment, startedAt: number): AttemptFollower | null {
    try {
      // incidents say what is wrong with ourselves; a span every ten seconds would say nothing
      if (assignment.job.definition.system) return null;
      const client = this.base.current.getClient();
      if (!client) return this.withoutClient();
      const attempt = this.begin(assignment, startedAt, client);
      return new CarefulFollower(attempt, (error) => this.trouble(error));
    } catch (error) {
      this.trouble(error);
      return null;
    }
  }

  private begin(assignment: Assignment, startedAt: number, client: Client): SentryAttempt {
    const { id, attempt, job } = assignment;
    const tags = tagsOf(assignment, this.surroundings);
    const scopes = new AttemptScopes(this.sentry, this.base, {
      tags,
      context: contextOf(assignment, startedAt, this.surroundings),
      trace: traceOf(assignment),
    });
    const retries = this.retries.get(id) ?? [];
    this.retries.delete(id);
    for (const retry of retries) scopes.add(retry);
    const { tracesSampleRate, tracesSampler } = client.getOptions();
    const traces = tracesSampleRate !== undefined || tracesSampler !== undefined;
    const span = this.settings.spans && traces ? scopes.startSpan(job.definition.name, tags) : null;
    scopes.inside(() => this.checkIns?.begun(assignment));
    const { errors } = this.settings;
    const ends: AttemptEnds = {
      sendError: (thrown, retryAt) => {
        const wanted = retryAt === null ? errors !== false : errors === 'every-attempt';
        return wanted ? this.errors.send(thrown, job.definition.name, `${id} ${attempt}`, scopes) : null;
      },
      retrying: (retry) => this.keep(id, [...retries, retry]),
      over: (end) => scopes.inside(() => this.checkIns?.over(assignment, end)),
    };
    const hearsConsole = client.getIntegrationByName('Console') !== undefined;
    return new SentryAttempt(attempt, scopes, span, ends, this.clock, hearsConsole);
  }

  private keep(id: string, retries: readonly Breadcrumb[]): void {
    const [oldest] = this.retries.keys();
    if (this.retries.size >= MOST_WAITING && oldest !== undefined) this.retries.delete(oldest);
    this.retries.set(id, retries);
  }

  private withoutClient(): null {
    if (!this.missesClient) {
      this.logger.warn(
        'Sentry hears of no execution: this process has no client. Call Sentry.init before the application is made, as ' +
          'the first thing its main file imports, or write sentry: { dsn: … }.',
      );
    }
    this.missesClient = true;
    return null;
  }

  private trouble(error: unknown): void {
    const now = this.clock.monotonic();
    if (now - this.troubleToldAt < TROUBLE_INTERVAL_MS) return;
    this.troubleToldAt = now;
    this.logger.warn(`Sentry could not be told of an execution: ${recordError(error).message}`);
  }
}
