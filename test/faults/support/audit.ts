import type { TestDatabase } from '../../support/test-database.js';

/** One change of an execution, as the database saw it. */
export interface AuditedEdge {
  readonly execution_id: string;
  /** Null at birth. */
  readonly from_status: string | null;
  readonly to_status: string;
  readonly from_epoch: number | null;
  readonly to_epoch: number;
}

/** The watermark that a job was registered with. */
export interface AuditedRegistration {
  readonly job_id: string;
  readonly watermark: Date;
}

/** A job whose watermark went back, or whose schedule was changed. */
export interface AuditedJobChange {
  readonly job_id: string;
  readonly what: 'watermark fell' | 'rescheduled';
  readonly before: string;
  readonly after: string;
}

const SCHEMA = 'tracked_cron';

/**
 * Has the database itself note each birth, change of hands and end, and what becomes of watermarks: rows say where an
 * execution stands, only a trigger says how it came there. By statement, so that a claim of 500 costs one more.
 */
export async function installAudit({ query }: Pick<TestDatabase, 'query'>): Promise<void> {
  await query(`
    create table audited_edges (no bigserial primary key, execution_id uuid not null, from_status text,
      to_status text not null, from_epoch integer, to_epoch integer not null);
    create table audited_registrations (job_id uuid not null, watermark timestamptz(3) not null);
    create table audited_job_changes (job_id uuid not null, what text not null, before text, after text);

    create function audit_births() returns trigger language plpgsql as $$ begin
      -- the row of a handler that was given up is a lane, no state
      insert into audited_edges (execution_id, to_status, to_epoch)
      select id, status, epoch from born where status <> 'zombie';
      return null; end $$;
    create function audit_changes() returns trigger language plpgsql as $$ begin
      insert into audited_edges (execution_id, from_status, to_status, from_epoch, to_epoch)
      select id, b.status, a.status, b.epoch, a.epoch from before b join after a using (id)
      where (b.status, b.epoch) is distinct from (a.status, a.epoch);
      return null; end $$;
    create function audit_ends() returns trigger language plpgsql as $$ begin
      insert into audited_edges (execution_id, from_status, to_status, from_epoch, to_epoch)
      select e.id, last.to_status, e.status, last.to_epoch, e.epoch
      from ended e left join lateral (
        select to_status, to_epoch from audited_edges where execution_id = e.id order by no desc limit 1) last on true;
      return null; end $$;
    create function audit_registrations() returns trigger language plpgsql as $$ begin
      insert into audited_registrations select id, last_slot_at from born;
      return null; end $$;
    create function audit_jobs() returns trigger language plpgsql as $$ begin
      insert into audited_job_changes
      select id, 'watermark fell', b.last_slot_at::text, a.last_slot_at::text
      from before b join after a using (id) where a.last_slot_at < b.last_slot_at
      union all
      select id, 'rescheduled', b.schedule, a.schedule
      from before b join after a using (id)
      where (a.schedule, a.time_zone) is distinct from (b.schedule, b.time_zone) or b.removed_at is not null;
      return null; end $$;
    create index on audited_edges (execution_id, no);

    create trigger births after insert on ${SCHEMA}.cron_job_live
      referencing new table as born for each statement execute function audit_births();
    create trigger changes after update on ${SCHEMA}.cron_job_live
      referencing old table as before new table as after for each statement execute function audit_changes();
    create trigger ends after insert on ${SCHEMA}.cron_job_executions
      referencing new table as ended for each statement execute function audit_ends();
    create trigger registrations after insert on ${SCHEMA}.cron_jobs
      referencing new table as born for each statement execute function audit_registrations();
    create trigger jobs after update on ${SCHEMA}.cron_jobs
      referencing old table as before new table as after for each statement execute function audit_jobs();`);
}

export const readAudit = async ({ query }: Pick<TestDatabase, 'query'>) => ({
  edges: await query<AuditedEdge & Record<string, unknown>>(
    `select execution_id, from_status, to_status, from_epoch, to_epoch from audited_edges order by no`,
  ),
  registrations: await query<AuditedRegistration & Record<string, unknown>>(
    'select * from audited_registrations',
  ),
  jobChanges: await query<AuditedJobChange & Record<string, unknown>>('select * from audited_job_changes'),
});
