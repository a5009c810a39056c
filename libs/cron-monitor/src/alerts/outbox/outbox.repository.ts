import { inTransaction, type CronDatabase } from 'nestjs-tracked-cron/internal';
import type { Severity } from 'nestjs-tracked-cron';
import type pg from 'pg';
import type { AlertMessage } from '../alert-message.js';
import type { NotificationKind } from '../notification.js';
import { revived } from '../revived-message.js';
import type { Scope } from '../scope.js';
import type { ChannelTraffic } from './rate.js';

const CHANNEL_LOCK = 0x6368616e;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** A message that is about to be sent, and by nobody else. */
export interface Taken {
  readonly id: string;
  readonly kind: NotificationKind;
  readonly incidentId: string | null;
  readonly severity: Severity;
  readonly channel: string;
  readonly message: AlertMessage;
  /** This one included. */
  readonly attempts: number;
  /** What the channel answered to the first message about the incident; null where there was none. */
  readonly thread: unknown;
  /** That first message. */
  readonly opening: AlertMessage | null;
  readonly createdAt: Date;
  /** Whether the channel had taken nothing for a while: it may be back. */
  readonly afterPause: boolean;
}

/** Whose hands a message is in, and until when. */
export interface Claim {
  readonly by: string;
  readonly now: number;
  readonly until: number;
}

/** What becomes of messages. */
export class OutboxRepository {
  private readonly table: string;

  constructor(
    private readonly database: Pick<CronDatabase, 'tables' | 'writes'>,
    private readonly scope: Scope,
  ) {
    this.table = database.tables.notifications;
  }

  /**
   * Whether there is anything to announce, and when the next message to one of these channels is due; epoch milliseconds, null
   * for none.
   */
  async look(
    channels: readonly string[],
  ): Promise<{ readonly unannounced: boolean; readonly dueAt: number | null }> {
    const { rows } = await this.database.writes.query<{ unannounced: boolean; dueAt: number | null }>(
      `select exists (select from ${this.database.tables.incidentEvents}
           where application = $1 and environment = $2 and announced_at is null) as unannounced,
         (select extract(epoch from min(case state when 'sending' then claimed_until else not_before end))::float8 * 1000
          from ${this.table} where application = $1 and environment = $2 and state in ('pending', 'sending')
            and channel = any($3::text[])) as "dueAt"`,
      [...this.owner, channels],
    );
    return rows[0];
  }

  /** The channels to which something is due. */
  async dueChannels(now: number): Promise<string[]> {
    const { rows } = await this.database.writes.query<{ channel: string }>(
      `select distinct channel from ${this.table} n where application = $1 and environment = $2 and ${due('$3')}`,
      [...this.owner, new Date(now)],
    );
    return rows.map(({ channel }) => channel);
  }

  /** Works on one channel, which nobody else takes messages for until it is done. */
  onChannel<Result>(channel: string, work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
    return inTransaction(this.database.writes, async (client) => {
      const key = [...this.owner, channel].join('/');
      await client.query('select pg_advisory_xact_lock($1, hashtext($2))', [CHANNEL_LOCK, key]);
      return work(client);
    });
  }

  /** What it got within the last hour. */
  async traffic(client: pg.PoolClient, channel: string, now: number): Promise<ChannelTraffic> {
    const ms = (instant: string) => `extract(epoch from ${instant})::float8 * 1000`;
    const { rows } = await client.query<ChannelTraffic>(
      `select (count(*) filter (where taken_at > $5))::int as minute, count(*)::int as hour,
         ${ms("max(taken_at) filter (where kind = 'digest')")} as "lastDigestAt",
         (select ${ms('p.paused_until')} from ${this.table} p
          where p.application = $1 and p.environment = $2 and p.channel = $3 and p.taken_at > $6 and p.paused_until is not null
          order by p.paused_until desc limit 1) as "pausedUntil"
       from ${this.table} where application = $1 and environment = $2 and channel = $3 and taken_at > $4`,
      [
        ...this.owner,
        channel,
        new Date(now - HOUR_MS),
        new Date(now - MINUTE_MS),
        new Date(now - 24 * HOUR_MS),
      ],
    );
    return rows[0];
  }

  /**
   * Takes the next messages that are to be sent by themselves: critical ones first, else in their order. Of an incident one waits
   * for the one before, whose receipt says where its thread is. Whoever died over one has had its time.
   */
  async take(
    client: pg.PoolClient,
    channel: string,
    claim: Claim,
    most: number,
  ): Promise<readonly Omit<Taken, 'afterPause'>[]> {
    const { rows } = await client.query<Omit<Taken, 'afterPause'>>(
      `with taken as (
         update ${this.table}
         set state = 'sending', attempts = attempts + 1, taken_at = $4, claimed_until = $5, claimed_by = $6
         where id = any(array(
           select id from ${this.table} n
           where application = $1 and environment = $2 and channel = $3 and ${due('$4')} and why is null
             and not exists (select from ${this.table} b
               where b.incident_id = n.incident_id and b.channel = n.channel and b.id < n.id
                 and b.state in ('pending', 'sending') and b.why is null)
           order by (severity = 'critical') desc, id limit $7 for update))
         returning id, kind, incident_id, severity, channel, message, attempts, created_at)
       select t.id, t.kind, t.incident_id as "incidentId", t.severity, t.channel, t.message, t.attempts,
         t.created_at as "createdAt", f.receipt as thread, f.message as opening
       from taken t left join lateral (
         select receipt, message from ${this.table}
         where incident_id = t.incident_id and channel = t.channel and state = 'delivered' and receipt is not null
         order by id limit 1) f on true
       order by (t.severity = 'critical') desc, t.id`,
      [...this.owner, channel, new Date(claim.now), new Date(claim.until), claim.by, most],
    );
    return rows.map((taken) => ({
      ...taken,
      message: revived(taken.message),
      opening: taken.opening && revived(taken.opening),
    }));
  }

  /** What is due and has no place any more waits for a digest. */
  async leaveToDigest(client: pg.PoolClient, channel: string, now: number): Promise<void> {
    await client.query(
      `update ${this.table} n set why = 'rate_limit', state = 'pending', claimed_until = null
       where application = $1 and environment = $2 and channel = $3 and ${due('$4')} and why is null
         and incident_id is not null`,
      [...this.owner, channel, new Date(now)],
    );
  }

  async delivered({ id, attempts }: Taken, receipt: unknown, at: number): Promise<void> {
    await this.settle(id, attempts, `state = 'delivered', sent_at = $3, receipt = $4, last_error = null`, [
      new Date(at),
      receipt === undefined || receipt === null ? null : JSON.stringify(receipt),
    ]);
  }

  /** @param counts whether it was a try; a channel that asks for patience has not had one */
  async again(
    { id, attempts }: Taken,
    error: string,
    { at, counts, pausedUntil }: { at: number; counts: boolean; pausedUntil: number | null },
  ): Promise<void> {
    await this.settle(
      id,
      attempts,
      `state = 'pending', last_error = $3, not_before = $4, paused_until = $5, attempts = attempts - $6`,
      [error, new Date(at), pausedUntil === null ? null : new Date(pausedUntil), counts ? 0 : 1],
    );
  }

  /** Nobody was told, and those that a digest was to tell of neither. */
  async failed({ id, attempts }: Taken, error: string, pausedUntil: number | null): Promise<void> {
    await this.settle(id, attempts, `state = 'failed', last_error = $3, paused_until = $4`, [
      error,
      pausedUntil === null ? null : new Date(pausedUntil),
    ]);
    await this.database.writes.query(
      `update ${this.table} set state = 'failed', last_error = $2
       where digest_id = $1 and state = 'digested' and application = $3 and environment = $4`,
      [id, error, ...this.owner],
    );
  }

  /** Only of the very try: whoever comes late has been taken for dead, and somebody else has it now. */
  private async settle(id: string, attempts: number, change: string, values: unknown[]): Promise<void> {
    await this.database.writes.query(
      `update ${this.table} set ${change}, claimed_until = null
       where id = $1 and attempts = $2 and state = 'sending'`,
      [id, attempts, ...values],
    );
  }

  private get owner(): [string, string] {
    return [this.scope.application, this.scope.environment];
  }
}

/** Whether it is time for a row `n`, or time again because whoever sent it has not said what became of it. */
function due(now: string): string {
  return `(n.state = 'pending' and n.not_before <= ${now} or n.state = 'sending' and n.claimed_until <= ${now})`;
}
