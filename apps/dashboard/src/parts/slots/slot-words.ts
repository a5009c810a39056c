import type { Schemas } from '../../api/client.js';
import { STATUS_LOOKS, type Status } from '../../theme/states.js';
import { clockTime, count, duration } from '../../time/words.js';

export type SlotOutcome = Schemas['SlotOutcome'];

const NOT_RUN: readonly Status[] = ['missed', 'skipped', 'pending'];

/** One slot: when, what became of it, how long it took. @param zone of who reads it; default: the viewer's */
export function slotInWords(
  { scheduledAt, until, count: many, status, durationMs }: SlotOutcome,
  zone?: string,
): string {
  const { word } = STATUS_LOOKS[status];
  const from = clockTime(Date.parse(scheduledAt), zone);
  if (until !== null) {
    return `${from} to ${clockTime(Date.parse(until), zone)}: ${count(many)} slots ${word.toLowerCase()}`;
  }
  const took = durationMs === null ? '' : status === 'running' ? '' : `, took ${duration(durationMs)}`;
  return `${from}: ${word.toLowerCase()}${took}`;
}

/** Several slots, for who can't see them. */
export function slotsInWords(slots: readonly SlotOutcome[]): string {
  if (slots.length === 0) return 'No slots yet';
  const counts = new Map<Status, number>();
  for (const { status, count } of slots) counts.set(status, (counts.get(status) ?? 0) + count);
  const said = [...counts].map(
    ([status, many]) => `${count(many)} ${STATUS_LOOKS[status].word.toLowerCase()}`,
  );
  const longest = Math.max(
    0,
    ...slots.map(({ durationMs, status }) => (NOT_RUN.includes(status) ? 0 : (durationMs ?? 0))),
  );
  return `Last slots: ${said.join(', ')}${longest > 0 ? `; the longest took ${duration(longest)}` : ''}`;
}
