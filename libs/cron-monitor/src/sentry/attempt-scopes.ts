import type { Sentry } from './load-sentry.js';

/** What Sentry's scopes are before any execution has added to them: taken at boot, outside of every request. */
export interface BaseScopes {
  readonly isolation: ReturnType<Sentry['getIsolationScope']>;
  readonly current: ReturnType<Sentry['getCurrentScope']>;
}

/** What happened on the way. */
export type Breadcrumb = Parameters<Sentry['addBreadcrumb']>[0];
/** A part of a trace. */
export type Span = ReturnType<Sentry['startInactiveSpan']>;

/** What every event of an attempt carries. */
export interface AttemptFacts {
  readonly tags: Record<string, string>;
  readonly context: Record<string, unknown>;
  readonly trace: { readonly traceId: string; readonly sampleRand: number };
}

/**
 * The scopes of one attempt. They come from those of the process, not from those of whoever started it: the request that
 * triggered an execution, or another execution, adds nothing to its events.
 */
export class AttemptScopes {
  private readonly isolation: BaseScopes['isolation'];
  private readonly current: BaseScopes['current'];
  private span: Span | null = null;

  constructor(
    private readonly sentry: Sentry,
    base: BaseScopes,
    { tags, context, trace }: AttemptFacts,
  ) {
    this.isolation = base.isolation.clone();
    this.isolation.clearBreadcrumbs();
    this.isolation.setTags(tags);
    this.isolation.setContext('cron', context);
    this.current = base.current.clone();
    this.current.setPropagationContext({ ...trace });
  }

  /** From now on all that is done inside is part of a span. */
  startSpan(name: string, attributes: Record<string, string>): Span {
    return this.inside(() => {
      this.span = this.sentry.startInactiveSpan({ name, op: 'cron.execution', attributes });
      return this.span;
    });
  }

  inside<Result>(work: () => Result): Result {
    return this.sentry.withIsolationScope(this.isolation, () =>
      this.sentry.withScope(this.current, () => this.sentry.withActiveSpan(this.span, work)),
    );
  }

  add(breadcrumb: Breadcrumb): void {
    this.inside(() => this.sentry.addBreadcrumb(breadcrumb));
  }

  /** The event that was made last of what happened inside; null for none. */
  lastEventId(): string | null {
    return this.isolation.lastEventId() ?? null;
  }
}
