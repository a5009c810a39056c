import type { ExecutionRecord, FailureGroup } from 'nestjs-tracked-cron';
import { formatDuration } from 'nestjs-tracked-cron/internal';
import { cutText, oneLine, plainText } from '../channels/neutral-text.js';
import type { AlertField } from './alert-message.js';
import type { Clocks } from './clocks.js';
import { otherFindings } from './leading-finding.js';
import type { MessageFacts } from './message-facts.js';
import { few } from './few.js';
import { hostOf, problemSentence } from './problem-sentence.js';
import { errorInWords, toTheMinute } from './run-in-words.js';

/** No fact is longer: what takes more room stands in the record. */
const LONGEST_FIELD = 600;
const FAILURES = new Set(['failed', 'timed_out', 'lost']);

/** What is known, most telling first; what isn't known is left out. */
export function messageFields(facts: MessageFacts, sentence: string, clocks: Clocks): AlertField[] {
  const { kind } = facts.event;
  if (kind === 'acknowledged' || kind === 'snoozed') return takenFields(facts, clocks);
  if (kind === 'recovered' || kind === 'resolved') return overFields(facts, clocks);
  return fieldsOf([
    ['Error', errorOf(facts, sentence, clocks)],
    ['Schedule', facts.job && capital(facts.job.description), 'short'],
    ['Last success', lastSuccess(facts, clocks), 'short'],
    ['Streak', streakOf(facts.recent), 'short'],
    ['Duration', durationOf(facts), 'short'],
    ['Attempt', attemptOf(facts.execution), 'short'],
    ['Ran on', ranOn(facts), 'short'],
    ['Also failing', facts.alsoFailing.length === 0 ? null : few(facts.alsoFailing)],
    ['Also wrong with it', alsoWrong(facts)],
  ]);
}

/** Of what somebody has taken on: what it is. */
function takenFields(facts: MessageFacts, clocks: Clocks): AlertField[] {
  return fieldsOf([
    ['What is wrong', problemSentence(facts, clocks)],
    ['Since', clocks.both(toTheMinute(facts.incident.beganAt)), 'short'],
    ['Last success', lastSuccess(facts, clocks), 'short'],
  ]);
}

function overFields(facts: MessageFacts, clocks: Clocks): AlertField[] {
  const { incident, finding, job } = facts;
  return fieldsOf([
    ['What was wrong', finding && capital(finding.message)],
    ['Since', clocks.both(toTheMinute(incident.beganAt)), 'short'],
    ['Schedule', job && capital(job.description), 'short'],
    ['Duration', durationOf(facts), 'short'],
    ['Was on it', incident.acknowledgedBy, 'short'],
  ]);
}

/** Class and code, what the sentence doesn't say of it already, and what the record knows of the same fault. */
function errorOf({ execution, failure }: MessageFacts, sentence: string, clocks: Clocks): string | null {
  if (!execution?.error) return null;
  const { errorClass, code, fingerprint } = execution.error;
  const words = errorInWords(execution.error);
  const what = (sentence.includes(words) ? oneLine(errorClass) : words).replace(/\.$/, '');
  const parts = [
    code === null || what.includes(code) ? what : `${what} (${code})`,
    failure && seenBefore(failure, clocks),
    fingerprint === '' ? null : `fingerprint ${fingerprint}`,
  ];
  return parts.filter((part) => part !== null).join('; ');
}

function lastSuccess({ status, event }: MessageFacts, clocks: Clocks): string | null {
  if (!status) return null;
  const { lastSuccessAt: last } = status;
  if (last === null) return 'never';
  return `${clocks.both(toTheMinute(last))}, ${formatDuration(Math.max(0, event.at.getTime() - last.getTime()))} ago`;
}

/** `4th failure in a row, 6 of the last 20`; null where none of them failed. */
function streakOf(recent: readonly ExecutionRecord[]): string | null {
  const verdicts = recent.filter(({ status }) => status === 'completed' || FAILURES.has(status));
  const good = verdicts.findIndex(({ status }) => status === 'completed');
  const streak = good === -1 ? verdicts.length : good;
  const failed = verdicts.filter(({ status }) => FAILURES.has(status)).length;
  const of = verdicts.length;
  if (failed === 0) return null;
  if (streak === 1 && failed === 1) return of === 1 ? 'its first run' : `first failure in ${of} runs`;
  if (streak <= 1) return `${failed} of the last ${of} failed`;
  return `${ordinal(streak)} failure in a row${of > streak ? `, ${failed} of the last ${of}` : ''}`;
}

/** What it took against what it usually takes. */
function durationOf({ execution, statistics, event }: MessageFacts): string | null {
  const usual = statistics?.duration;
  const usually = usual
    ? `usually ${formatDuration(usual.p50)} (p50), ${formatDuration(usual.p95)} (p95)`
    : null;
  if (!execution) return usually;
  const { durationMs, startedAt, completedAt } = execution;
  const took =
    durationMs !== null
      ? formatDuration(durationMs)
      : startedAt !== null && completedAt === null
        ? `${formatDuration(event.at.getTime() - startedAt.getTime())} so far`
        : null;
  return [took, usually].filter((part) => part !== null).join('; ') || null;
}

function attemptOf(execution: ExecutionRecord | null): string | null {
  if (!execution || execution.maxAttempts <= 1) return null;
  return `${execution.attempt} of ${execution.maxAttempts}`;
}

function ranOn(facts: MessageFacts): string | null {
  const { execution } = facts;
  if (!execution) return null;
  const { instanceId, release } = execution;
  const host = hostOf(facts);
  const parts = [
    host,
    release === null ? null : `release ${release}`,
    instanceId === null || instanceId === host ? null : `instance ${instanceId}`,
  ];
  return parts.filter((part) => part !== null).join(', ') || null;
}

function seenBefore({ count, jobCount, firstSeenAt, state, decision }: FailureGroup, clocks: Clocks): string {
  const jobs = jobCount > 1 ? ` in ${jobCount} jobs` : '';
  const seen =
    count <= 1
      ? 'seen once in 7 days'
      : `seen ${count} times${jobs} in 7 days, first ${clocks.local(toTheMinute(firstSeenAt))}`;
  if (state !== 'regressed') return seen;
  return `${seen}; it was resolved${decision?.by ? ` by ${oneLine(decision.by)}` : ''}, and came again`;
}

function alsoWrong({ incident, finding }: MessageFacts): string | null {
  return (
    otherFindings(incident, finding)
      .map(({ message }) => message)
      .join('; ') || null
  );
}

type Fact = readonly [name: string, text: string | null, width?: 'short'];

function fieldsOf(facts: readonly Fact[]): AlertField[] {
  return facts.flatMap(([name, text, width]) =>
    text === null || text === ''
      ? []
      : [{ name, text: cutText(plainText(text).trim(), LONGEST_FIELD), short: width === 'short' }],
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function ordinal(number: number): string {
  const teens = number % 100 >= 11 && number % 100 <= 13;
  const ending = teens ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th');
  return `${number}${ending}`;
}
