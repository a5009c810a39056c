import type pg from 'pg';
import type { SchemaTables } from '../database/schema-tables.js';

/** What is held, and whose it is. */
export interface HeldJobs {
  readonly application: string;
  readonly environment: string;
  readonly kind: 'pause' | 'freeze';
  /** The job that is paused. */
  readonly jobName: string | null;
  /** The group that is frozen; null for all groups. */
  readonly group: string | null;
  /** The owner whose jobs are frozen; null for all owners. */
  readonly owner: string | null;
}

/** Who says so, and why. */
export interface HoldWords {
  readonly by: string | null;
  readonly reason: string | null;
}

/** Notes that a hold begins; one that holds already is ended by it. */
export async function recordHold(
  client: pg.PoolClient,
  tables: SchemaTables,
  held: HeldJobs & HoldWords & { readonly id: string; readonly until: Date | null },
): Promise<void> {
  await recordHoldEnd(client, tables, held);
  await client.query(
    `insert into ${tables.holds} (id, application, environment, kind, job_name, job_group, owner, held_until, held_by, reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      held.id,
      held.application,
      held.environment,
      held.kind,
      held.jobName,
      held.group,
      held.owner,
      held.until,
      held.by,
      held.reason,
    ],
  );
}

/** Notes that somebody ends a hold; one that has run out is left as it is. */
export async function recordHoldEnd(
  client: pg.PoolClient,
  tables: SchemaTables,
  { application, environment, kind, jobName, group, owner, by, reason }: HeldJobs & HoldWords,
): Promise<void> {
  await client.query(
    `update ${tables.holds} set ended_at = now(), ended_by = $7, end_reason = $8
     where application = $1 and environment = $2 and kind = $3 and job_name is not distinct from $4
       and job_group is not distinct from $5 and owner is not distinct from $6 and ended_at is null and (held_until is null or held_until > now())`,
    [application, environment, kind, jobName, group, owner, by, reason],
  );
}
