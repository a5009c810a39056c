/** The library's tables as SQL writes them: qualified, because no connection relies on a search path. */
export class SchemaTables {
  readonly jobs: string;
  readonly instances: string;
  readonly live: string;
  readonly executions: string;
  readonly allExecutions: string;
  readonly slotRanges: string;
  readonly triggerKeys: string;
  readonly concurrencyGroups: string;
  readonly freezes: string;
  readonly attempts: string;
  readonly errors: string;
  readonly evidence: string;
  readonly retention: string;
  readonly holds: string;
  readonly overrides: string;
  readonly generations: string;
  readonly logChunks: string;
  readonly hours: string;
  readonly days: string;
  readonly recounts: string;
  readonly rollUps: string;
  readonly stableViews: readonly string[];
  readonly audit: string;
  readonly incidents: string;
  readonly incidentEvents: string;
  readonly notifications: string;
  readonly alertPreferences: string;
  readonly alertSweeps: string;
  readonly migrations: string;

  /** @param schema a valid PostgreSQL identifier, as `resolveDatabaseOptions` checks it */
  constructor(readonly schema: string) {
    const table = (name: string) => `"${schema}".${name}`;
    this.jobs = table('cron_jobs');
    this.instances = table('cron_instances');
    this.live = table('cron_job_live');
    this.executions = table('cron_job_executions');
    this.allExecutions = table('cron_job_executions_all');
    this.slotRanges = table('cron_job_slot_ranges');
    this.triggerKeys = table('cron_job_trigger_keys');
    this.concurrencyGroups = table('cron_concurrency_groups');
    this.freezes = table('cron_freezes');
    this.attempts = table('cron_job_attempts');
    this.errors = table('cron_job_errors');
    this.evidence = table('cron_job_evidence');
    this.retention = table('cron_retention');
    this.holds = table('cron_holds');
    this.overrides = table('cron_job_overrides');
    this.generations = table('cron_generations');
    this.logChunks = table('cron_job_log_chunks');
    this.hours = table('cron_job_hours');
    this.days = table('cron_job_days');
    this.recounts = table('cron_job_recounts');
    this.rollUps = table('cron_roll_ups');
    this.stableViews = [table('executions'), table('"T_CronJobExecutions"')];
    this.audit = table('cron_audit');
    this.incidents = table('cron_incidents');
    this.incidentEvents = table('cron_incident_events');
    this.notifications = table('cron_notifications');
    this.alertPreferences = table('cron_alert_preferences');
    this.alertSweeps = table('cron_alert_sweeps');
    this.migrations = table(MIGRATIONS_TABLE);
  }
}

/** The library's own migrations table, beside (never inside) the host's. */
export const MIGRATIONS_TABLE = 'cron_migrations';
