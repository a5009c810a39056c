import { cutText, plainText } from '../channels/neutral-text.js';
import type { AlertField } from './alert-message.js';
import type { Clocks } from './clocks.js';
import { hintFor } from './error-hints.js';
import { jobWords, type JobWords } from './job-words.js';
import type { MessageFacts } from './message-facts.js';
import { repairAdvice, type Advice } from './repair-advice.js';
import { rerunInWords } from './rerun-in-words.js';
import { toTheMinute } from './run-in-words.js';
import { whatNext } from './what-next.js';

const LONGEST_ADVICE = 1_000;

/** What decides "sleep or get up", in order. */
export function messageAdvice(facts: MessageFacts, clocks: Clocks): AlertField[] {
  const { kind } = facts.event;
  if (kind === 'recovered' || kind === 'resolved') return adviceOf(repairAdvice(facts, clocks));
  // who takes it on, or wants to hear of it later, has read all that
  if (kind === 'acknowledged' || kind === 'snoozed') return [];
  const words = jobWords(facts.job);
  const error = facts.execution?.error;
  return adviceOf([
    ['Consequence', consequence(words, clocks)],
    ['By itself', whatNext(facts, clocks)],
    ['Run again', rerunInWords(words)],
    ['Hint', (error && hintFor(error)?.text) ?? null],
    ['On it', onIt(facts, clocks)],
  ]);
}

function consequence({ impact, canWaitUntil }: JobWords, { timeZone }: Clocks): string | null {
  const wait = canWaitUntil === null ? null : `It can wait until ${canWaitUntil} ${timeZone}.`;
  const said = impact === null ? null : /[.!?]$/.test(impact) ? impact : `${impact}.`;
  return [said, wait].filter((part) => part !== null).join(' ') || null;
}

function onIt({ incident, event }: MessageFacts, clocks: Clocks): string | null {
  const { acknowledgedBy, acknowledgedAt } = incident;
  if (acknowledgedAt === null)
    return event.kind === 'reminded' || event.kind === 'escalated' ? 'Nobody yet.' : null;
  return `${acknowledgedBy ?? 'Somebody'}, since ${clocks.both(toTheMinute(acknowledgedAt))}.`;
}

function adviceOf(advice: readonly Advice[]): AlertField[] {
  return advice.flatMap(([name, text]) =>
    text === null ? [] : [{ name, text: cutText(plainText(text), LONGEST_ADVICE), short: false }],
  );
}
