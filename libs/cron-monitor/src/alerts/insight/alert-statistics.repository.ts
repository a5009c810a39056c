import { SEVERITIES, type JobsWithin } from 'nestjs-tracked-cron';
import { SqlParameters, uuidV7Floor, type CronDatabase } from 'nestjs-tracked-cron/internal';
import type { AlertStats } from '../../cron-alerts.interface.js';
import { isAboutJobs, isOfIncidentAboutJobs } from '../../incidents/jobs-within.js';
import { NOTIFICATION_STATES, type NotificationState, type Suppression } from '../notification.js';
import type { Scope } from '../scope.js';

const NOISIEST = 20;

/** What alerting came to: from the rows of incidents and notifications, a statement each. */
export class AlertStatisticsRepository {
  constructor(
    private readonly database: Pick<CronDatabase, 'tables' | 'dataSource'>,
    private readonly scope: Scope,
  ) {}

  /** @param within only of these jobs */
  async read(from: Date, to: Date, within?: JobsWithin): Promise<AlertStats> {
    const { tables } = this.database;
    const opened = this.bounds(from, to, (values) => isAboutJobs(tables, within, values));
    const written = this.bounds(uuidV7Floor(from.getTime()), uuidV7Floor(to.getTime()), (values) =>
      isOfIncidentAboutJobs('t', tables, within, values),
    );
    const [incidents, notifications, jobs, rules] = await Promise.all([
      this.incidents(opened),
      this.notifications(written),
      this.jobs(opened),
      this.rules(written),
    ]);
    return { from, to, incidents, notifications, jobs, rules };
  }

  private async incidents({ values, fit }: Bounds): Promise<AlertStats['incidents']> {
    const until = (column: string) => `extract(epoch from ${column} - opened_at)::float8 * 1000`;
    const spread = (
      column: string,
    ) => `(select case when count(${column}) = 0 then null else json_build_object(
      'p50', percentile_disc(0.5) within group (order by ${until(column)}),
      'p95', percentile_disc(0.95) within group (order by ${until(column)})) end from opened)`;
    const [row]: [AlertStats['incidents'] & { severities: Record<string, number> | null }] = await this.query(
      `with opened as (select * from ${this.database.tables.incidents} i
         where application = $1 and environment = $2 and opened_at >= $3 and opened_at < $4 and ${fit})
       select (select count(*)::int from opened) as opened,
         (select count(*)::int from opened where resolved_at is not null) as resolved,
         (select json_object_agg(severity, count) from (select severity, count(*) from opened group by severity) s) as severities,
         ${spread('acknowledged_at')} as "toAcknowledge", ${spread('resolved_at')} as "toRecover",
         (select count(*)::int from opened
          where acknowledged_at is null and resolved_at is not null and resolved_by is null) as unattended`,
      values,
    );
    const { severities, ...counted } = row;
    const bySeverity = countsOf(SEVERITIES, severities ?? {});
    return { ...counted, bySeverity };
  }

  private async notifications({ values, fit }: Bounds): Promise<AlertStats['notifications']> {
    const notifications = `${this.database.tables.notifications} t`;
    const mine = `application = $1 and environment = $2 and id >= $3::uuid and id < $4::uuid and ${fit}`;
    const [rows, [latency]] = await Promise.all([
      this.query<Counted[]>(
        `select channel, state, why, count(*)::int as count from ${notifications} where ${mine} group by channel, state, why`,
        values,
      ),
      this.query<{ p50: number | null; p99: number | null }[]>(
        `select percentile_disc(0.5) within group (order by ms) as p50, percentile_disc(0.99) within group (order by ms) as p99
         from (select extract(epoch from sent_at - (message->>'at')::timestamptz)::float8 * 1000 as ms
               from ${notifications} where ${mine} and state = 'delivered' and incident_id is not null) sent`,
        values,
      ),
    ]);
    const channels = [...new Set(rows.map(({ channel }) => channel))];
    const suppressed: Partial<Record<Suppression, number>> = {};
    for (const { why, count } of rows) if (why !== null) suppressed[why] = (suppressed[why] ?? 0) + count;
    return {
      byState: byState(rows),
      byChannel: Object.fromEntries(
        channels.map((channel) => [channel, byState(rows.filter((row) => row.channel === channel))]),
      ),
      suppressed,
      latency: latency.p50 === null || latency.p99 === null ? null : { p50: latency.p50, p99: latency.p99 },
    };
  }

  private jobs({ values, fit }: Bounds): Promise<AlertStats['jobs']> {
    const { incidents, notifications } = this.database.tables;
    return this.query(
      `with opened as (
         select id, subject, opened_at, began_at < lag(resolved_at) over (partition by subject order by opened_at) + interval '1 hour'
           as again
         from ${incidents} i
         where application = $1 and environment = $2 and opened_at >= $3 and opened_at < $4 and ${fit})
       select subject as "jobName", count(*)::int as incidents, (count(*) filter (where again))::int as flapping,
         coalesce(sum((select count(*) from ${notifications} n
           where n.incident_id = opened.id and n.state in ('delivered', 'digested'))), 0)::int as notifications
       from opened group by subject order by incidents desc, subject limit ${NOISIEST}`,
      values,
    );
  }

  private async rules({ values, fit }: Bounds): Promise<AlertStats['rules']> {
    const rows: { rule: string; count: number }[] = await this.query(
      `select detail->>'rule' as rule, count(*)::int as count from ${this.database.tables.incidentEvents} t
       where application = $1 and environment = $2 and kind = 'opened' and id >= $3::uuid and id < $4::uuid
         and detail->>'rule' is not null and ${fit}
       group by 1 order by 2 desc, 1`,
      values,
    );
    return Object.fromEntries(rows.map(({ rule, count }) => [rule, count]));
  }

  private bounds(from: unknown, to: unknown, fitting: (parameters: SqlParameters) => string): Bounds {
    const parameters = new SqlParameters();
    for (const value of [this.scope.application, this.scope.environment, from, to]) parameters.add(value);
    return { values: parameters.values, fit: fitting(parameters) };
  }

  private query<Rows>(sql: string, values: readonly unknown[]): Promise<Rows> {
    return this.database.dataSource.query(sql, [...values]) as Promise<Rows>;
  }
}

/** What is counted. The parameters $1 to $4 are application, environment, from and to. */
interface Bounds {
  readonly values: readonly unknown[];
  /** What holds of it, with parameters of its own. */
  readonly fit: string;
}

interface Counted {
  readonly channel: string;
  readonly state: NotificationState;
  readonly why: Suppression | null;
  readonly count: number;
}

function byState(rows: readonly Counted[]): Readonly<Record<NotificationState, number>> {
  const counts: Partial<Record<NotificationState, number>> = {};
  for (const { state, count } of rows) counts[state] = (counts[state] ?? 0) + count;
  return countsOf(NOTIFICATION_STATES, counts);
}

/** Each of them, with 0 for those that there are none of. */
function countsOf<Name extends string>(
  names: readonly Name[],
  counts: Readonly<Partial<Record<Name, number>>>,
): Readonly<Record<Name, number>> {
  return Object.fromEntries(names.map((name) => [name, counts[name] ?? 0])) as Record<Name, number>;
}
