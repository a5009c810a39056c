import type { Finding } from 'nestjs-tracked-cron';
import { isLouder } from '../conditions/severity.js';
import { isNoted } from './is-noted.js';
import { holdOf, NOT_HELD, type Parents } from './hold.js';
import {
  factsOf,
  happened,
  type IncidentDecision,
  type IncidentFacts,
  type IncidentRecord,
  type LastingSilence,
  type NewIncidentEvent,
} from './incident-record.js';
import { earlier, endFindings, joinFindings } from './join-findings.js';
import type { JudgedJob } from './judged-job.js';
import { recoveryOf } from './recovery.js';
import { loudestFirst } from './loudest-first.js';
import { isToldAnew } from './told-anew.js';

/** What is kept of the errors behind an incident. */
const MOST_FINGERPRINTS = 20;

/** What an incident is decided by, beside the job itself. */
export interface IncidentSurroundings {
  /** When the facts were read, in database time. */
  readonly at: Date;
  /** The job's newest incident that is over; null where there was none, or where one is open. */
  readonly last: IncidentRecord | null;
  readonly parents: Parents;
  /** Why nobody is told of it now. */
  readonly silence: (incident: IncidentFacts) => LastingSilence | null;
  /** An incident that comes up so soon after the last one says so. Milliseconds. */
  readonly againWithinMs: number;
}

/** What becomes of a job's incident now that the job was looked at. @returns null where nothing does */
export function decideIncident(
  current: IncidentRecord | null,
  judged: JudgedJob,
  around: IncidentSurroundings,
): IncidentDecision | null {
  return current === null ? open(judged, around) : goOn(current, judged, around);
}

function open(judged: JudgedJob, around: IncidentSurroundings): IncidentDecision | null {
  const { at, last, againWithinMs } = around;
  // these facts were read before the last one was over
  if (last !== null && at <= last.resolvedAt!) return null;
  const told = loudestFirst(judged.findings.filter((finding) => finding.told));
  const byHand = last !== null && last.resolvedBy !== null;
  const isNews = byHand ? told.some((finding) => isToldAnew(finding, last, judged)) : told.length > 0;
  if (!isNews) return null;
  const next: IncidentFacts = {
    subject: judged.jobName,
    ...traitsOf(judged),
    state: 'open',
    severity: told[0].severity,
    findings: joinFindings([], judged.findings, at),
    fingerprints: judged.fingerprints.slice(-MOST_FINGERPRINTS),
    beganAt: told.reduce((began, { since }) => earlier(began, since), at),
    openedAt: at,
    acknowledgedAt: null,
    acknowledgedBy: null,
    snoozedUntil: null,
    snoozedBy: null,
    escalation: 0,
    goodRuns: 0,
    ...NOT_HELD,
    heldBy: around.parents.failing,
    resolvedAt: null,
    resolvedBy: null,
    resolution: null,
    judgedAt: at,
    waitsSince: at,
    remindedAt: null,
    silencedBy: null,
  };
  const soon = last !== null && at.getTime() - last.resolvedAt!.getTime() < againWithinMs;
  const again = soon ? { incidentId: last.id, resolvedAt: last.resolvedAt } : null;
  return {
    next: { ...next, silencedBy: around.silence(next) },
    events: [happened('opened', { ...told[0], again })],
  };
}

function goOn(
  current: IncidentRecord,
  judged: JudgedJob,
  around: IncidentSurroundings,
): IncidentDecision | null {
  const { at } = around;
  if (at < current.judgedAt) return null;
  const { severity, events: joined } = joinings(current, judged.findings);
  const findings = joinFindings(current.findings, judged.findings, at);
  const { goodRuns, isOver } = recoveryOf(findings, judged);
  const told = judged.findings.filter((finding) => finding.told);
  const hold = holdOf(current, judged, around.parents, findings, at);
  const known: IncidentFacts = {
    ...factsOf(current),
    ...traitsOf(judged),
    severity,
    findings,
    fingerprints: [...new Set([...current.fingerprints, ...judged.fingerprints])].slice(-MOST_FINGERPRINTS),
    beganAt: told.reduce((began, { since }) => earlier(began, since), current.beganAt),
    goodRuns,
    ...hold,
    judgedAt: at,
  };
  if (isOver) {
    const resolution = goodRuns === 1 ? 'a good run' : `${goodRuns} good runs in a row`;
    const next = {
      ...known,
      ...NOT_HELD,
      state: 'resolved' as const,
      findings: endFindings(findings, at),
      resolvedAt: at,
      resolution,
    };
    return { next, events: [...joined, happened('recovered')] };
  }
  const released = current.heldBy !== null && hold.heldBy === null;
  const events = released
    ? [...joined, happened('woken', { from: 'dependency', parent: current.heldBy })]
    : joined;
  if (events.length === 0) return isNoted(factsOf(current), known) ? null : { next: known, events };
  const louder = released || events.some(({ kind }) => kind === 'worsened');
  const next = { ...known, waitsSince: louder ? at : current.waitsSince };
  return { next: { ...next, silencedBy: current.silencedBy ?? around.silence(next) }, events };
}

/** One event for each finding that joins, or makes it worse than it ever was. */
function joinings(current: IncidentRecord, found: readonly Finding[]) {
  let { severity } = current;
  const events: NewIncidentEvent[] = [];
  for (const finding of loudestFirst(found.filter(({ told }) => told))) {
    const isKnown = current.findings.some(({ rule, told }) => told && rule === finding.rule);
    if (isLouder(finding.severity, severity)) {
      severity = finding.severity;
      events.push(happened('worsened', finding));
    } else if (!isKnown) events.push(happened('joined', finding));
  }
  return { severity, events };
}

function traitsOf({ jobId, group, owner, tags }: JudgedJob) {
  return { jobId, group, owner, tags };
}
