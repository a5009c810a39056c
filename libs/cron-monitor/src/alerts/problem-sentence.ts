import { formatDuration } from 'nestjs-tracked-cron/internal';
import type { IncidentFinding } from '../incidents/incident.js';
import { oneLine } from '../channels/neutral-text.js';
import type { Clocks } from './clocks.js';
import { instanceName, likelyCause } from './likely-cause.js';
import type { MessageFacts } from './message-facts.js';
import { endInWords, runInWords, toTheMinute } from './run-in-words.js';

/** What is wrong, in one sentence, with both clocks and the likely cause. */
export function problemSentence(facts: MessageFacts, clocks: Clocks): string {
  const { finding } = facts;
  if (finding === null) return `Something is wrong since ${clocks.both(facts.incident.beganAt)}.`;
  if (facts.incident.jobId === null) return sentence(asFound(finding, clocks));
  return sentence(SENTENCES[finding.rule]?.(facts, finding, clocks) ?? asFound(finding, clocks));
}

type Teller = (facts: MessageFacts, finding: IncidentFinding, clocks: Clocks) => string | undefined;

/** Those that say more than what the rule found. */
const SENTENCES: Partial<Record<IncidentFinding['rule'], Teller>> = {
  late: (facts, { slot, since, count }, clocks) => {
    const more = count > 1 ? ` (and ${count - 1} more)` : '';
    return `expected ${clocks.both(slot ?? since)}${more}, nothing by ${byThen(facts, clocks)}${cause(facts, clocks)}`;
  },
  never_ran: (facts, { slot, since }, clocks) =>
    `it has never run: its first slot was ${clocks.both(slot ?? since)}, nothing by ${byThen(facts, clocks)}${cause(facts, clocks)}`,
  missed: (facts, { slot, since, count }, clocks) => {
    const first = clocks.both(slot ?? since);
    return count === 1
      ? `expected ${first}, nobody ran it${cause(facts, clocks)}`
      : `nobody ran its last ${count} slots, the first ${first}${cause(facts, clocks)}`;
  },
  stale: (facts, _finding, clocks) => {
    const { status, event } = facts;
    if (!status) return undefined;
    const last = status.lastSuccessAt;
    const since =
      last === null
        ? 'no good run so far'
        : `no good run since ${clocks.both(toTheMinute(last))}, ${formatDuration(event.at.getTime() - last.getTime())} ago`;
    return `${since}${whyNoGoodRun(facts, clocks)}`;
  },
  no_executor: (_facts, { slot, message }, clocks) =>
    slot === null ? undefined : `the slot of ${clocks.both(slot)} ${message}`,
  must_succeed_by: (facts, { since }, clocks) =>
    `it had to be done by ${clocks.both(since)}, and is not${whyNoGoodRun(facts, clocks)}`,
  stuck: ({ execution }, { since, message }, clocks) => {
    const started = execution?.startedAt ?? since;
    return `started ${clocks.both(toTheMinute(started))}, ${message}`;
  },
  lost: lastRun,
  assertion: lastRun,
  slow: asFoundOfRun,
  fast: asFoundOfRun,
  failing: (facts, finding, clocks) => {
    if (finding.count === 1) return lastRun(facts, finding, clocks);
    const { execution } = facts;
    const first = `the last ${finding.count} runs failed, since ${clocks.both(toTheMinute(finding.since))}`;
    return execution === null ? first : `${first}; the newest ${endInWords(execution, hostOf(facts))}`;
  },
  failure_rate: (facts, { message }, clocks) =>
    facts.execution === null
      ? undefined
      : `${message}; the newest, ${runInWords(facts.execution, clocks)}, ${endInWords(facts.execution, hostOf(facts))}`,
};

function lastRun(facts: MessageFacts, _finding: IncidentFinding, clocks: Clocks): string | undefined {
  const { execution } = facts;
  if (execution === null) return undefined;
  return `${runInWords(execution, clocks)} ${endInWords(execution, hostOf(facts))}`;
}

/** What the rule itself says, for those that nothing more is known about. */
function asFound({ message, since }: IncidentFinding, clocks: Clocks): string {
  return `since ${clocks.both(toTheMinute(since))}: ${message}`;
}

function asFoundOfRun(
  { execution }: MessageFacts,
  { message }: IncidentFinding,
  clocks: Clocks,
): string | undefined {
  return execution === null ? undefined : `${runInWords(execution, clocks)} ${message}`;
}

function whyNoGoodRun(facts: MessageFacts, clocks: Clocks): string {
  const { status, execution } = facts;
  if (status?.paused) {
    const { by, reason } = status.paused;
    return `: it is paused${by === null ? '' : ` by ${oneLine(by)}`}${reason === null ? '' : ` ("${oneLine(reason)}")`}`;
  }
  if (status?.breaker?.state === 'open') return ': its circuit breaker is open';
  if (execution !== null) return `; ${runInWords(execution, clocks)} ${endInWords(execution, hostOf(facts))}`;
  return cause(facts, clocks);
}

function cause({ explanation, instances }: MessageFacts, clocks: Clocks): string {
  const likely = likelyCause(explanation, instances, clocks);
  return likely === null ? '' : `; likely cause: ${likely}`;
}

function byThen({ event }: MessageFacts, clocks: Clocks): string {
  return clocks.local(toTheMinute(event.at));
}

/** Where the execution ran, as people know it. */
export function hostOf({ execution, instances }: MessageFacts): string | null {
  return execution?.instanceId ? instanceName(execution.instanceId, instances) : null;
}

function sentence(words: string): string {
  const text = oneLine(words);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?…]$/.test(text) ? '' : '.'}`;
}
