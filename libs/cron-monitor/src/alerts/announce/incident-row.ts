import type { Incident, IncidentFinding } from '../../incidents/incident.js';

/** An incident's columns, as a statement that joins `cron_incidents i` selects them. */
export const INCIDENT_COLUMNS = `i.id, i.subject, i.job_id as "jobId", i.job_group as "group", i.owner, i.tags, i.state,
  i.severity, i.findings, i.fingerprints, i.began_at as "beganAt", i.opened_at as "openedAt",
  i.acknowledged_at as "acknowledgedAt", i.acknowledged_by as "acknowledgedBy", i.snoozed_until as "snoozedUntil",
  i.snoozed_by as "snoozedBy", i.escalation, i.good_runs as "goodRuns", i.held_by as "heldBy",
  i.resolved_at as "resolvedAt", i.resolved_by as "resolvedBy", i.resolution, i.revision`;

type Written<Value> = { [Key in keyof Value]: Value[Key] extends Date | null ? string | null : Value[Key] };

/** As the driver answers it: instants inside of JSON are texts. */
export type IncidentRow = Omit<Incident, 'findings'> & { readonly findings: readonly Written<IncidentFinding>[] };

export function incidentOf(row: IncidentRow): Incident {
  return {
    ...row,
    findings: row.findings.map((finding) => ({
      ...finding,
      since: new Date(finding.since as string),
      slot: dateOf(finding.slot),
      joinedAt: new Date(finding.joinedAt as string),
      lastSeenAt: new Date(finding.lastSeenAt as string),
      endedAt: dateOf(finding.endedAt),
    })),
  };
}

function dateOf(written: string | null): Date | null {
  return written === null ? null : new Date(written);
}
