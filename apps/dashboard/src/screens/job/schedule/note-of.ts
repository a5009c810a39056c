import type { Schemas } from '../../../api/client.js';
import { offsetInWords, zoneOffset } from '../../../time/zone-offset.js';

type Fire = Schemas['Fire'];

/** What is special about a due time: what a change of the clocks does to it, and which calendar keeps it from running. */
export function noteOf(
  { slot, clockChange, closedBy }: Fire,
  before: Fire | undefined,
  zone: string,
): string {
  const notes = [
    closedBy === null ? null : `It will be skipped: ${closedBy}.`,
    clockChange === 'moved' ? 'The clocks skip its time: it runs right after the gap.' : null,
    clockChange === 'first_of_two' ? 'The clocks have its time twice: it runs the first time.' : null,
    before === undefined ? null : changeBetween(before.slot, slot, zone),
  ];
  return notes.filter((note) => note !== null).join(' ');
}

function changeBetween(before: string, slot: string, zone: string): string | null {
  const was = zoneOffset(Date.parse(before), zone);
  const is = zoneOffset(Date.parse(slot), zone);
  if (was === is) return null;
  const way = is > was ? 'forward' : 'back';
  return `The clocks went ${way} since the one before: ${offsetInWords(was)} → ${offsetInWords(is)}.`;
}
