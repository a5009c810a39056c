import type { JobsWithin } from 'nestjs-tracked-cron';
import { SqlParameters, type CronDatabase } from 'nestjs-tracked-cron/internal';
import { isOfIncidentAboutJobs } from '../../incidents/jobs-within.js';
import type { Scope } from '../scope.js';

/** What the outbox knows of a channel. */
export interface ChannelFacts {
  readonly channel: string;
  readonly waiting: number;
  readonly lastDeliveredAt: Date | null;
  /** Until when it is taken for gone, and what it said; null where it is not. */
  readonly goneUntil: Date | null;
  readonly lastError: string | null;
}

/** How channels are, from what became of their messages. */
export class ChannelRepository {
  constructor(
    private readonly database: Pick<CronDatabase, 'tables' | 'writes'>,
    private readonly scope: Scope,
  ) {}

  /** @param within messages are those about these jobs */
  async facts(
    channels: readonly string[],
    now: number,
    within?: JobsWithin,
  ): Promise<ReadonlyMap<string, ChannelFacts>> {
    const { notifications } = this.database.tables;
    const parameters = new SqlParameters();
    for (const value of [this.scope.application, this.scope.environment, channels, new Date(now)])
      parameters.add(value);
    const mine = 'n.application = $1 and n.environment = $2 and n.channel = c.channel';
    const shown = `${mine} and ${isOfIncidentAboutJobs('n', this.database.tables, within, parameters)}`;
    const { rows } = await this.database.writes.query<ChannelFacts>(
      `select c.channel,
         (select count(*)::int from ${notifications} n where ${shown} and n.state in ('pending', 'sending')) as waiting,
         (select max(n.sent_at) from ${notifications} n where ${shown} and n.taken_at is not null) as "lastDeliveredAt",
         gone.paused_until as "goneUntil", gone.last_error as "lastError"
       from unnest($3::text[]) as c(channel)
       left join lateral (
         select n.paused_until, n.last_error from ${notifications} n
         where ${mine} and n.taken_at is not null and n.paused_until > $4 and n.state = 'failed'
         order by n.paused_until desc limit 1) gone on true`,
      parameters.values,
    );
    return new Map(rows.map((row) => [row.channel, row]));
  }

  /** A channel that has just accepted something is there again. */
  async isBack(channel: string): Promise<void> {
    await this.database.writes.query(
      `update ${this.database.tables.notifications} set paused_until = null
       where application = $1 and environment = $2 and channel = $3 and taken_at is not null and paused_until is not null`,
      [this.scope.application, this.scope.environment, channel],
    );
  }
}
