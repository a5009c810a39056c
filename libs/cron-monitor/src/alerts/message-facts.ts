import type {
  ExecutionRecord,
  Explanation,
  FailureGroup,
  InstanceStatus,
  JobRecord,
  JobStatus,
  LedgerEntry,
  LogLine,
  Statistics,
} from 'nestjs-tracked-cron';
import type { Incident, IncidentEvent, IncidentFinding } from '../incidents/incident.js';

/**
 * All that a message is made from. What is null or empty is not there, or could not be read in time: the message goes without
 * it.
 */
export interface MessageFacts {
  readonly incident: Incident;
  readonly event: IncidentEvent;
  readonly application: string;
  readonly environment: string;
  /** Without a slash at its end; null for no links. */
  readonly publicUrl: string | null;
  /** Of Sentry, without a slash at its end; null for no links to it. */
  readonly sentryUrl: string | null;
  /** What the message is about first. */
  readonly finding: IncidentFinding | null;
  readonly job: JobRecord | null;
  readonly status: JobStatus | null;
  /** Of the slot that is in doubt, or of that of the execution. */
  readonly explanation: Explanation | null;
  /** That it is about; of a recovery, the one that ended it. */
  readonly execution: ExecutionRecord | null;
  /** Ended executions of the job, newest first, at most 20. */
  readonly recent: readonly ExecutionRecord[];
  /** Of its last 7 days. */
  readonly statistics: Statistics | null;
  /** What is known of the execution's fault. */
  readonly failure: FailureGroup | null;
  /** Those that are, or were lately. */
  readonly instances: readonly InstanceStatus[];
  /** The last lines of the execution's log. */
  readonly logLines: readonly LogLine[];
  /** Other jobs that failed or were missed at about the same time, by name. */
  readonly alsoFailing: readonly string[];
  /** Of a recovery: what became of the slots since the fault began. */
  readonly slots: readonly LedgerEntry[];
}
