import type { Severity } from 'nestjs-tracked-cron';
import type { CronDatabase } from 'nestjs-tracked-cron/internal';
import type { AlertMessage } from '../alert-message.js';
import type { NotificationKind } from '../notification.js';
import type { Scope } from '../scope.js';

/** A message that is about no incident. */
export interface Posting {
  readonly id: string;
  readonly kind: NotificationKind;
  readonly severity: Severity;
  readonly channel: string;
  readonly dedupeKey: string;
  readonly message: AlertMessage;
  /** Whoever sends it at once, until when; null: it waits like any other. */
  readonly claim: { readonly by: string; readonly until: number } | null;
}

/** Where messages that are about no incident are put into the outbox. */
export class PostingRepository {
  constructor(
    private readonly database: Pick<CronDatabase, 'tables' | 'writes'>,
    private readonly scope: Scope,
  ) {}

  /** @returns the ids of those that nobody has posted before */
  async post(postings: readonly Posting[], now: number): Promise<readonly string[]> {
    if (postings.length === 0) return [];
    const rows = postings.map(({ id, kind, severity, channel, dedupeKey, message, claim }) => ({
      id,
      kind,
      severity,
      channel,
      dedupe_key: dedupeKey,
      message,
      state: claim === null ? 'pending' : 'sending',
      attempts: claim === null ? 0 : 1,
      claimed_by: claim?.by ?? null,
      claimed_until: claim === null ? null : new Date(claim.until),
      taken_at: claim === null ? null : new Date(now),
    }));
    const { rows: posted } = await this.database.writes.query<{ id: string }>(
      `insert into ${this.database.tables.notifications} (application, environment, id, kind, severity, channel, dedupe_key,
         message, state, attempts, claimed_by, claimed_until, taken_at, not_before, created_at)
       select $1, $2, id, kind, severity, channel, dedupe_key, message, state, attempts, claimed_by, claimed_until, taken_at,
         $3::timestamptz, $3::timestamptz
       from jsonb_to_recordset($4::jsonb) as r(id uuid, kind text, severity text, channel text, dedupe_key text,
         message jsonb, state text, attempts integer, claimed_by uuid, claimed_until timestamptz, taken_at timestamptz)
       on conflict do nothing returning id`,
      [this.scope.application, this.scope.environment, new Date(now), JSON.stringify(rows)],
    );
    return posted.map(({ id }) => id);
  }
}
