import type { Finding, Severity } from 'nestjs-tracked-cron';

/** Where an incident stands. Acknowledged: somebody is on it. Snoozed: nobody wants to hear of it until then. */
export const INCIDENT_STATES = ['open', 'acknowledged', 'snoozed', 'resolved'] as const;

/** See {@link INCIDENT_STATES}. */
export type IncidentState = (typeof INCIDENT_STATES)[number];

/** The subject of incidents about the library itself: sweeps that did not happen, a channel that is switched off. */
export const OURSELVES = '~monitor';

/** A finding as part of an incident: from when it joined until it was last true. */
export interface IncidentFinding extends Finding {
  readonly joinedAt: Date;
  readonly lastSeenAt: Date;
  /** Null while it holds. */
  readonly endedAt: Date | null;
}

/** Everything that is wrong with one job at one time. A job has at most one that isn't resolved. */
export interface Incident {
  readonly id: string;
  /** The job's name, or {@link OURSELVES}. */
  readonly subject: string;
  /** Null for one of our own. */
  readonly jobId: string | null;
  readonly group: string | null;
  readonly owner: string | null;
  readonly tags: readonly string[];
  readonly state: IncidentState;
  /** The highest that people are told of, ever. */
  readonly severity: Severity;
  readonly findings: readonly IncidentFinding[];
  /** Of the errors that its executions failed with. */
  readonly fingerprints: readonly string[];
  /** When the fault began. */
  readonly beganAt: Date;
  /** When a threshold was reached. */
  readonly openedAt: Date;
  readonly acknowledgedAt: Date | null;
  readonly acknowledgedBy: string | null;
  readonly snoozedUntil: Date | null;
  readonly snoozedBy: string | null;
  /** How many steps it was escalated. */
  readonly escalation: number;
  /** Good executions in a row since its last finding. */
  readonly goodRuns: number;
  /** The job it depends on whose incident holds its alerts back; null for none. */
  readonly heldBy: string | null;
  readonly resolvedAt: Date | null;
  /** Null where it ended by itself; `somebody` where whoever ended it did not say. */
  readonly resolvedBy: string | null;
  /** Why, in words. */
  readonly resolution: string | null;
  /** Grows with each change. */
  readonly revision: number;
}

/** What happens in an incident's life. Each is a row; those that people may want to hear of are announced once. */
export const INCIDENT_EVENTS = [
  'opened',
  /** A further finding joined. */
  'joined',
  /** It became more severe. */
  'worsened',
  'acknowledged',
  'snoozed',
  /** What kept it quiet is over while it still holds: a snooze, a mute, a maintenance window, the incident of a parent. */
  'woken',
  'reminded',
  'escalated',
  /** It ended by itself. */
  'recovered',
  /** Somebody ended it. */
  'resolved',
] as const;

/** See {@link INCIDENT_EVENTS}. */
export type IncidentEventKind = (typeof INCIDENT_EVENTS)[number];

/** One of them. */
export interface IncidentEvent {
  readonly id: string;
  readonly incidentId: string;
  readonly kind: IncidentEventKind;
  readonly at: Date;
  readonly by: string | null;
  readonly reason: string | null;
  /**
   * Of `opened`, `joined`, `worsened` the finding; of `opened` with `again` where one has just ended; of `escalated` the
   * `step`; of `woken` what it wakes `from`.
   */
  readonly detail: unknown;
}
