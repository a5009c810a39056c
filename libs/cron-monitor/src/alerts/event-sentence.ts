import { formatDuration } from 'nestjs-tracked-cron/internal';
import { oneLine } from '../channels/neutral-text.js';
import type { Clocks } from './clocks.js';
import { countSlots } from './count-slots.js';
import type { MessageFacts } from './message-facts.js';
import { problemSentence } from './problem-sentence.js';
import { endInWords, runInWords, toTheMinute } from './run-in-words.js';
import { wokenWords } from './woken-words.js';

/** What is told: the problem, or what became of it. */
export function eventSentence(facts: MessageFacts, clocks: Clocks): string {
  const { incident, event } = facts;
  const problem = () => problemSentence(facts, clocks);
  const at = clocks.both(toTheMinute(event.at));
  switch (event.kind) {
    case 'opened':
      return problem();
    case 'joined':
      return `This too: ${lowered(problem())}`;
    case 'worsened':
      return `It is ${incident.severity} now: ${lowered(problem())}`;
    case 'woken':
      return `${wokenWords(event).sentence}: ${lowered(problem())}`;
    case 'reminded':
      return `${nobodyYet(facts)}: ${lowered(problem())}`;
    case 'escalated':
      return `${nobodyYet(facts)}, so others are told: ${lowered(problem())}`;
    case 'acknowledged':
      return `${who(event.by)} is on it, since ${at}${quoted(event.reason)}.`;
    case 'snoozed':
      return incident.snoozedUntil === null
        ? `${who(event.by)} snoozed it at ${at}${quoted(event.reason)}.`
        : `${who(event.by)} snoozed it until ${clocks.both(toTheMinute(incident.snoozedUntil))}${quoted(event.reason)}.`;
    case 'recovered':
      return recovered(facts, clocks);
    case 'resolved':
      return `${who(event.by)} resolved it at ${at}, after ${lasted(facts)}${quoted(event.reason)}.`;
  }
}

function recovered(facts: MessageFacts, clocks: Clocks): string {
  const { execution, slots } = facts;
  const missed = countSlots(slots, ['missed']);
  const lost = missed === 0 ? '' : `, ${missed === 1 ? 'one slot' : `${missed} slots`} missed`;
  const by = execution === null ? '' : `: ${runInWords(execution, clocks)} ${endInWords(execution, null)}`;
  return `Recovered after ${lasted(facts)}${lost}${by}.`;
}

/** How long the fault has lasted, up to what is told. */
function lasted({ incident, event }: MessageFacts): string {
  return formatDuration(event.at.getTime() - incident.beganAt.getTime());
}

function nobodyYet({ incident, event }: MessageFacts): string {
  return `Nobody has acknowledged it for ${formatDuration(event.at.getTime() - incident.openedAt.getTime())}`;
}

function who(by: string | null): string {
  return by === null ? 'Somebody' : oneLine(by);
}

function quoted(reason: string | null): string {
  return reason === null ? '' : `: "${oneLine(reason)}"`;
}

/** Behind a colon; names and abbreviations keep their capitals. */
function lowered(sentence: string): string {
  return /^[A-Z][a-z]/.test(sentence) ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : sentence;
}
