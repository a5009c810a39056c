import type { IncidentFinding } from './incident.js';
import type { IncidentEntity } from './incident.entity.js';
import type { IncidentFacts, IncidentRecord, LastingSilence } from './incident-record.js';

/** A row of `cron_incidents` without whose it is. */
export type IncidentRow = Omit<IncidentEntity, 'application' | 'environment' | 'updatedAt'>;

/** What is selected of an incident: column by column, each by the name of its property. */
export const INCIDENT_COLUMNS: Readonly<Record<keyof IncidentRow, string>> = {
  id: 'id',
  subject: 'subject',
  jobId: 'job_id',
  group: 'job_group',
  owner: 'owner',
  tags: 'tags',
  state: 'state',
  severity: 'severity',
  findings: 'findings',
  fingerprints: 'fingerprints',
  beganAt: 'began_at',
  openedAt: 'opened_at',
  acknowledgedAt: 'acknowledged_at',
  acknowledgedBy: 'acknowledged_by',
  snoozedUntil: 'snoozed_until',
  snoozedBy: 'snoozed_by',
  escalation: 'escalation',
  goodRuns: 'good_runs',
  heldBy: 'held_by',
  parentEndedAt: 'parent_ended_at',
  heldUntil: 'held_until',
  silencedBy: 'silenced_by',
  waitsSince: 'waits_since',
  remindedAt: 'reminded_at',
  judgedAt: 'judged_at',
  resolvedAt: 'resolved_at',
  resolvedBy: 'resolved_by',
  resolution: 'resolution',
  revision: 'revision',
};

/** The same as a list for `select`. */
export function selectedColumns(alias: string): string {
  const columns = Object.entries(INCIDENT_COLUMNS);
  return columns.map(([property, column]) => `${alias}.${column} as "${property}"`).join(', ');
}

/** An incident as it was read. */
export function recordOf(row: IncidentRow): IncidentRecord {
  return {
    ...row,
    findings: row.findings.map((finding) => revived(finding as StoredFinding)),
    silencedBy: row.silencedBy as LastingSilence | null,
  };
}

/** An incident as JSON that PostgreSQL makes a row of. */
export function rowOf(id: string, revision: number, facts: IncidentFacts): Record<string, unknown> {
  const values: IncidentRow = {
    ...facts,
    id,
    revision,
    findings: [...facts.findings],
    tags: [...facts.tags],
    fingerprints: [...facts.fingerprints],
  };
  const columns = Object.entries(INCIDENT_COLUMNS) as [keyof IncidentRow, string][];
  return Object.fromEntries(columns.map(([property, column]) => [column, values[property]]));
}

type StoredFinding = {
  readonly [Key in keyof IncidentFinding]: IncidentFinding[Key] extends Date
    ? string
    : IncidentFinding[Key] extends Date | null
      ? string | null
      : IncidentFinding[Key];
};

function revived(finding: StoredFinding): IncidentFinding {
  return {
    ...finding,
    since: new Date(finding.since),
    slot: dateOf(finding.slot),
    joinedAt: new Date(finding.joinedAt),
    lastSeenAt: new Date(finding.lastSeenAt),
    endedAt: dateOf(finding.endedAt),
  };
}

function dateOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
