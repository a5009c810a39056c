import type pg from 'pg';
import type { CronDatabase } from '../database/cron-database.js';
import { uuidV7Floor } from '../id-generator.js';
import { DEFAULT_RETENTION, RETENTION_KINDS } from './resolve-retention.js';
import type { ResolvedRetention } from './retention.options.js';

/** Rows a statement deletes: few enough that nobody waits behind it. */
const BATCH = 5_000;
/** Statements a table and run; what is left is deleted the next time. */
const MOST_BATCHES = 40;

/** Deleted rows, by table. */
export type DeletedRows = Readonly<Record<string, number>>;

/** How long what is kept, and the small tables, which lose rows instead of partitions. */
export class RetentionRepository {
  constructor(private readonly database: Pick<CronDatabase, 'tables' | 'writes'>) {}

  /** Writes down what an application wants. One statement, which changes nothing where it is known already. */
  async declare(
    { application, environment }: { readonly application: string; readonly environment: string },
    wish: ResolvedRetention,
  ): Promise<void> {
    await this.database.writes.query(
      `insert into ${this.database.tables.retention} as r (application, environment, kind, keep_ms)
       select $1, $2, kind, keep_ms from unnest($3::text[], $4::bigint[]) as wished(kind, keep_ms)
       on conflict (application, environment, kind) do update set keep_ms = excluded.keep_ms
         where r.keep_ms is distinct from excluded.keep_ms`,
      [application, environment, RETENTION_KINDS, RETENTION_KINDS.map((kind) => wish[kind])],
    );
  }

  /** The longest wish for each kind; the defaults where nobody has said any. */
  async inForce(): Promise<ResolvedRetention> {
    const { rows } = await this.database.writes.query<{ kind: string; ms: number | null }>(
      `select kind, case when bool_or(keep_ms is null) then null else max(keep_ms)::float8 end as ms
       from ${this.database.tables.retention} group by kind`,
    );
    const wished = new Map(rows.map(({ kind, ms }) => [kind, ms]));
    const kept = RETENTION_KINDS.map((kind) => {
      const ms = wished.get(kind);
      return [kind, ms === undefined ? DEFAULT_RETENTION[kind] : ms] as const;
    });
    return Object.fromEntries(kept) as unknown as ResolvedRetention;
  }

  /** Notes in the rows of the jobs when they last did well and badly, before the rows that say so are dropped. */
  async rememberLast(client: pg.PoolClient, table: string): Promise<void> {
    const { jobs } = this.database.tables;
    const last = (statuses: string) => `
      select e.completed_at as at from ${table} e
      where e.job_id = j.id and e.status in (${statuses}) order by e.id desc limit 1`;
    await client.query(
      `with last as materialized (
         select j.id, good.at as good, bad.at as bad
         from ${jobs} j
         left join lateral (${last("'completed'")}) good on true
         left join lateral (${last("'failed', 'timed_out', 'lost'")}) bad on true
         where good.at > coalesce(j.last_success_at, '-infinity') or bad.at > coalesce(j.last_failure_at, '-infinity')),
       locked as materialized (
         select j.id from ${jobs} j where j.id = any(array(select id from last)) order by j.id for update)
       update ${jobs} j
       set last_success_at = greatest(j.last_success_at, last.good), last_failure_at = greatest(j.last_failure_at, last.bad)
       from last join locked using (id)
       where j.id = any(array(select id from locked)) and j.id = last.id`,
    );
  }

  /**
   * Deletes rows of the small tables that belong to what is gone, in small statements. What is in flight needs no
   * attempts of half a year ago.
   */
  async deleteOld(now: number, { completed, failed, audit }: ResolvedRetention): Promise<DeletedRows> {
    const { attempts, errors, slotRanges, evidence, instances, triggerKeys, holds } = this.database.tables;
    const counts: Record<string, number> = audit === null ? {} : await this.deleteDecisions(now - audit);
    const keep = Math.max(completed ?? Infinity, failed ?? Infinity);
    if (keep === Infinity) return counts;
    const before = new Date(now - keep);
    const deleted = [
      ['cron_job_attempts', attempts, 'execution_id < $1::uuid', uuidV7Floor(now - keep)],
      [
        'cron_job_evidence',
        evidence,
        // what ended with its instance has no end of its own
        'coalesce(ended_at, began_at) < $1::timestamptz',
        before,
      ],
      ['cron_job_slot_ranges', slotRanges, 'to_slot < $1::timestamptz', before],
      [
        'cron_instances',
        instances,
        // one that lives stays whatever the clock, and an execution in flight must not look like an orphan
        `coalesce(stopped_at, lease_until) < least($1::timestamptz, now())
         and not exists (select from ${this.database.tables.live} l where l.instance_id = t.id)`,
        before,
      ],
      // what somebody decided about a fault outlives its executions
      ['cron_job_errors', errors, "last_seen_at < $1::timestamptz and state = 'open'", before],
      ['cron_holds', holds, 'coalesce(ended_at, held_until) < $1::timestamptz', before],
      ['cron_job_trigger_keys', triggerKeys, 'created_at < $1::timestamptz', before],
    ] as const;
    for (const [name, table, condition, bound] of deleted) {
      counts[name] = await this.deleteInBatches(table, condition, bound);
    }
    return counts;
  }

  /** What people decided, and what they put in place of the code; what holds has not been replaced, and stays. */
  private async deleteDecisions(before: number): Promise<DeletedRows> {
    const { overrides } = this.database.tables;
    return {
      ...(await this.deleteAudit(before)),
      cron_job_overrides: await this.deleteInBatches(
        overrides,
        'replaced_at < $1::timestamptz',
        new Date(before),
      ),
    };
  }

  /** Where the application's role may only add to it, `tracked-cron maintain` does this. */
  private async deleteAudit(before: number): Promise<DeletedRows> {
    const { audit } = this.database.tables;
    const { rows } = await this.database.writes.query<{ may: boolean }>(
      `select has_table_privilege($1, 'delete') as may`,
      [audit],
    );
    if (!rows[0].may) return {};
    // what its trigger would refuse is not even tried
    const expired = "id < $1::uuid and at < now() - interval '90 days'";
    return { cron_audit: await this.deleteInBatches(audit, expired, uuidV7Floor(before)) };
  }

  private async deleteInBatches(table: string, condition: string, bound: unknown): Promise<number> {
    let deleted = 0;
    for (let batch = 0; batch < MOST_BATCHES; batch++) {
      const { rowCount } = await this.database.writes.query(
        `delete from ${table} where ctid = any(array(
           select ctid from ${table} t where ${condition} limit ${BATCH} for update skip locked))`,
        [bound],
      );
      deleted += rowCount ?? 0;
      if ((rowCount ?? 0) < BATCH) break;
    }
    return deleted;
  }
}
