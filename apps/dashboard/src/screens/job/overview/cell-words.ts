import { STATUS_LOOKS } from '../../../theme/states.js';
import { clockTime, count } from '../../../time/words.js';
import { WORST_FIRST, type HeatCell } from './heat-map.js';

/** An hour in words: `26 Nov 2026, 07:00–08:00: 12 completed, 1 missed`. */
export function cellInWords(cell: HeatCell, zone: string): string {
  const [day, from] = shortTime(cell.from, zone);
  const [, to] = shortTime(cell.to, zone);
  return `${day}, ${from}–${to}: ${contentsOf(cell)}`;
}

function shortTime(instant: number, zone: string): readonly [day: string, time: string] {
  const [day, time] = clockTime(instant, zone).split(', ');
  return [day, time.slice(0, 5)];
}

function contentsOf({ counts, planned }: HeatCell): string {
  const said = WORST_FIRST.filter((outcome) => counts[outcome]).map(
    (outcome) => `${count(counts[outcome]!)} ${STATUS_LOOKS[outcome].word.toLowerCase()}`,
  );
  if (planned > 0) said.push(`${count(planned)} planned`);
  return said.join(', ') || 'nothing';
}
