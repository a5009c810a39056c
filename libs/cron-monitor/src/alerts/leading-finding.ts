import { SEVERITIES, type FindingRule } from 'nestjs-tracked-cron';
import type { Incident, IncidentEvent, IncidentFinding } from '../incidents/incident.js';
import type { AlertWord } from './alert-message.js';

/** What says most about a job comes first: a stuck execution is why later slots are skipped, late and stale. */
const TELLING: readonly FindingRule[] = [
  'lost',
  'stuck',
  'failing',
  'assertion',
  'missed',
  'no_executor',
  'breaker_open',
  'skipped_again',
  'never_ran',
  'late',
  'must_succeed_by',
  'failure_rate',
  'stale',
  'objective',
  'slow',
  'fast',
];

const WORDS: Readonly<Record<FindingRule, AlertWord>> = {
  late: 'LATE',
  never_ran: 'LATE',
  must_succeed_by: 'LATE',
  stale: 'STALE',
  missed: 'MISSED',
  no_executor: 'BLOCKED',
  breaker_open: 'BLOCKED',
  stuck: 'STUCK',
  skipped_again: 'SKIPPED',
  lost: 'LOST',
  failing: 'FAILED',
  failure_rate: 'FAILED',
  assertion: 'FAILED',
  slow: 'SLOW',
  fast: 'FAST',
  objective: 'OBJECTIVE',
};

/**
 * The finding that a message is about first: of one that joined, that one; else the worst of those that hold, or, once nothing
 * holds any more, of all.
 */
export function leadingFinding(
  { findings }: Pick<Incident, 'findings'>,
  event: Pick<IncidentEvent, 'kind' | 'detail'>,
): IncidentFinding | null {
  const [worst = null] = worstFirst(findings);
  return findings.find(({ rule }) => rule === ruleIn(event)) ?? worst;
}

/** The other findings that hold, worst first. */
export function otherFindings(
  { findings }: Pick<Incident, 'findings'>,
  leading: IncidentFinding | null,
): IncidentFinding[] {
  return worstFirst(findings.filter(({ endedAt, rule }) => endedAt === null && rule !== leading?.rule));
}

/** The first word of what is told about a finding. */
export function wordFor(rule: FindingRule): AlertWord {
  return WORDS[rule] ?? 'FAILED';
}

function worstFirst(findings: readonly IncidentFinding[]): IncidentFinding[] {
  const holding = findings.filter(({ endedAt }) => endedAt === null);
  return [...(holding.length > 0 ? holding : findings)].sort(
    (a, b) =>
      SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) ||
      TELLING.indexOf(a.rule) - TELLING.indexOf(b.rule),
  );
}

/** What joined, or made it worse, says the event; it comes from a column of JSON. */
function ruleIn({ kind, detail }: Pick<IncidentEvent, 'kind' | 'detail'>): unknown {
  const tells = kind === 'opened' || kind === 'joined' || kind === 'worsened';
  return tells && typeof detail === 'object' && detail !== null && 'rule' in detail ? detail.rule : undefined;
}
