import type { Finding } from 'nestjs-tracked-cron';
import type { IncidentFinding } from './incident.js';

/**
 * The findings of an incident after another look. One that holds on keeps its beginning, whatever its rule still sees of it; one
 * that came back began anew.
 */
export function joinFindings(
  known: readonly IncidentFinding[],
  found: readonly Finding[],
  at: Date,
): IncidentFinding[] {
  const stayed = known.map((before) => {
    const now = found.find(({ rule }) => rule === before.rule);
    if (now === undefined) return { ...before, endedAt: before.endedAt ?? at };
    const since = before.endedAt === null ? earlier(before.since, now.since) : now.since;
    return { ...now, since, joinedAt: before.joinedAt, lastSeenAt: at, endedAt: null };
  });
  const came = found
    .filter(({ rule }) => !known.some((before) => before.rule === rule))
    .map((finding) => ({ ...finding, joinedAt: at, lastSeenAt: at, endedAt: null }));
  return [...stayed, ...came];
}

/** The incident is over: nothing of it holds any more. */
export function endFindings(findings: readonly IncidentFinding[], at: Date): IncidentFinding[] {
  return findings.map((finding) => ({ ...finding, endedAt: finding.endedAt ?? at }));
}

/** The earlier of two instants. */
export function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}
