import type { IncidentFacts } from './incident-record.js';

/** That nothing has changed is noted this often, so that what holds can be told from what nobody looks at any more. */
const REFRESH_MS = 5 * 60_000;

/**
 * Whether what is stored says it all. The words of a finding change with each look ("due for 12 m"): they alone are no reason to
 * write a thousand rows every ten seconds.
 */
export function isNoted(stored: IncidentFacts, seen: IncidentFacts): boolean {
  const age = seen.judgedAt.getTime() - stored.judgedAt.getTime();
  return age < REFRESH_MS && meaningOf(stored) === meaningOf(seen);
}

function meaningOf({ judgedAt: _judgedAt, findings, ...facts }: IncidentFacts): string {
  const held = findings.map(({ lastSeenAt: _seen, message: _words, ...finding }) => inOrder(finding));
  return JSON.stringify([inOrder(facts), held]);
}

/** Whoever made it, and in whichever order. */
function inOrder(value: object): [string, unknown][] {
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}
