/** What of an error event tests look at. */
export interface ErrorPayload {
  readonly event_id: string;
  readonly level: string;
  readonly message?: string;
  readonly environment?: string;
  readonly release?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly fingerprint: readonly string[];
  readonly contexts: {
    readonly cron: Readonly<Record<string, string>>;
    readonly trace: { readonly trace_id: string; readonly span_id: string };
  };
  readonly breadcrumbs?: readonly {
    readonly category: string;
    readonly level: string;
    readonly message: string;
  }[];
  readonly exception: { readonly values: readonly { readonly type: string; readonly value: string }[] };
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly user?: unknown;
}

/** A span as they are streamed. */
export interface SpanPayload {
  readonly name: string;
  readonly trace_id: string;
  readonly span_id: string;
  readonly parent_span_id?: string;
  readonly status: string;
  readonly attributes: Readonly<Record<string, { readonly value: unknown }>>;
}

export interface CheckInPayload {
  readonly check_in_id: string;
  readonly monitor_slug: string;
  readonly status: string;
  readonly duration?: number;
  readonly environment?: string;
  readonly monitor_config?: unknown;
}
