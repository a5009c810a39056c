import type { LedgerEntry } from 'nestjs-tracked-cron';
import type { Clocks } from './clocks.js';
import { jobWords } from './job-words.js';
import type { MessageFacts } from './message-facts.js';
import { countSlots } from './count-slots.js';

/** A piece of advice by its name; null for none. */
export type Advice = readonly [name: string, text: string | null];

/** Slots whose work was not done; a skipped one was decided to be nobody's loss. */
const UNDONE = ['missed', 'failed', 'timed_out', 'lost', 'unaccounted'];
const WORDS = [
  ['missed', ['missed', 'unaccounted']],
  ['failed', ['failed', 'timed_out']],
  ['lost with its instance', ['lost']],
] as const;

/** What was lost while it was wrong, and how to fill it. */
export function repairAdvice({ slots, job, incident }: MessageFacts, clocks: Clocks): Advice[] {
  if (incident.jobId === null) return [];
  const undone = withoutMadeUp(slots);
  const [first, last] = [undone[0], undone.at(-1)];
  if (!first || !last) return slots.length === 0 ? [] : [['Repair', 'Nothing to repair: no slot was lost.']];
  const lost = lostInWords(undone);
  const span =
    first.slot.getTime() === last.lastSlot.getTime()
      ? `that of ${clocks.both(first.slot)}`
      : `from ${clocks.both(first.slot)} to ${clocks.both(last.lastSlot)}`;
  const advice: Advice[] = [['Lost', `${lost}, ${span}.`]];
  const { rerun, owner } = jobWords(job);
  if (rerun === 'never') return [...advice, ['Repair', 'Not by running it again: that does harm.']];
  const ask = rerun === 'ask' ? `Ask ${owner ?? 'whoever owns it'} first. ` : '';
  const backfill = `manager.backfill('${incident.subject}', new Date('${first.slot.toISOString()}'), new Date('${last.lastSlot.toISOString()}'))`;
  const how = `If the work of each slot counts, run them again, in order: ${backfill}. If a later run does it all, there is nothing to repair.`;
  return [...advice, ['Repair', `${ask}${how}`]];
}

/** A slot that was made up for is not lost, however often it had failed. */
function withoutMadeUp(slots: readonly LedgerEntry[]): LedgerEntry[] {
  const done = new Set(
    slots.filter(({ outcome }) => outcome === 'completed').map(({ slot }) => slot.getTime()),
  );
  return slots.filter(({ slot, outcome }) => UNDONE.includes(outcome) && !done.has(slot.getTime()));
}

function lostInWords(undone: readonly LedgerEntry[]): string {
  return WORDS.flatMap(([words, outcomes]) => {
    const number = countSlots(undone, outcomes);
    return number === 0 ? [] : [`${number} ${number === 1 ? 'slot' : 'slots'} ${words}`];
  }).join(', ');
}
