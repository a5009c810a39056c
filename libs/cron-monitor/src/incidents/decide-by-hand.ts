import { TrackedCronError } from 'nestjs-tracked-cron';
import { NOT_HELD } from './hold.js';
import {
  factsOf,
  type IncidentDecision,
  type IncidentRecord,
  type NewIncidentEvent,
} from './incident-record.js';
import { endFindings } from './join-findings.js';

/** Who decides, and why. */
export interface DecisionWords {
  readonly by: string | null;
  readonly reason: string | null;
}

/** What somebody decides about an incident. @returns null where it is so already */
export type HandDecision = (current: IncidentRecord, at: Date) => IncidentDecision | null;

/** Somebody is on it; somebody else may take it over. @throws TrackedCronError `INCIDENT_RESOLVED` */
export function acknowledging(words: DecisionWords): HandDecision {
  return (current, at) => {
    checkOpen(current);
    if (current.state === 'acknowledged' && current.acknowledgedBy === words.by) return null;
    const next = {
      ...factsOf(current),
      state: 'acknowledged' as const,
      acknowledgedAt: current.acknowledgedAt ?? at,
      acknowledgedBy: words.by,
      snoozedUntil: null,
      snoozedBy: null,
    };
    return { next, events: [decided('acknowledged', words)] };
  };
}

/** Nobody wants to hear of it until then. @throws TrackedCronError `INCIDENT_RESOLVED` */
export function snoozing(until: Date, words: DecisionWords): HandDecision {
  return (current) => {
    checkOpen(current);
    const next = {
      ...factsOf(current),
      state: 'snoozed' as const,
      snoozedUntil: until,
      snoozedBy: words.by,
    };
    return { next, events: [decided('snoozed', words, { until })] };
  };
}

/** It is over, because somebody says so. @throws TrackedCronError `INCIDENT_RESOLVED` */
export function resolving(words: DecisionWords): HandDecision {
  return (current, at) => {
    checkOpen(current);
    const resolvedBy = words.by ?? 'somebody';
    return { ...endedOf(current, at, resolvedBy, words.reason), events: [decided('resolved', words)] };
  };
}

/** It is over, because there is nothing left that it could be about: the job is gone, or has another name. */
export function leaving(reason: string): HandDecision {
  const words = { by: null, reason };
  return (current, at) => ({
    ...endedOf(current, at, null, reason),
    events: [decided('resolved', words)],
  });
}

function endedOf(current: IncidentRecord, at: Date, resolvedBy: string | null, resolution: string | null) {
  return {
    next: {
      ...factsOf(current),
      ...NOT_HELD,
      state: 'resolved' as const,
      findings: endFindings(current.findings, at),
      resolvedAt: at,
      resolvedBy,
      resolution,
    },
  };
}

function decided(
  kind: NewIncidentEvent['kind'],
  words: DecisionWords,
  detail: unknown = null,
): NewIncidentEvent {
  return { kind, ...words, detail };
}

function checkOpen({ id, subject, resolvedAt, resolvedBy }: IncidentRecord): void {
  if (resolvedAt === null) return;
  const how = resolvedBy === null ? 'by itself' : `by ${resolvedBy}`;
  throw new TrackedCronError(
    'INCIDENT_RESOLVED',
    `Incident ${id} of "${subject}" is over since ${resolvedAt.toISOString()}, ${how}: nothing is left to decide about it. ` +
      'A new fault opens a new incident.',
    { incidentId: id, jobName: subject },
  );
}
