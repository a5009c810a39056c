import { clockTime, count, duration, fromNow, timeOfDay } from '../../../time/words.js';
import { STATUS_LOOKS } from '../../../theme/states.js';
import type { LaneItem } from './lane-items.js';

type Expected = { readonly p50: number; readonly p95: number } | null;

/** What a tooltip says, line by line; the first is what it is. */
export function itemWords(item: LaneItem, now: number, expected: Expected): readonly string[] {
  if (item.kind === 'due') return dueWords(item, now);
  if (item.kind === 'counted') {
    const said = item.counts.map(
      ({ status, count: many }) => `${count(many)} ${STATUS_LOOKS[status].word.toLowerCase()}`,
    );
    return [said.join(', '), `${clockTime(item.from)} to ${timeOfDay(item.to)}`];
  }
  const { status, from, to, jobName } = item;
  const word = STATUS_LOOKS[status].word;
  const usual = expected
    ? `Usually ${duration(expected.p50)}, nearly always within ${duration(expected.p95)}`
    : null;
  const took =
    status === 'skipped' || status === 'missed'
      ? null
      : to === null
        ? `For ${duration(Math.max(0, Math.floor((now - from) / 1_000) * 1_000))} so far`
        : `Took ${duration(to - from)}`;
  return [`${word}: ${jobName}`, `${clockTime(from)} (${fromNow(from, now)})`, took, usual].filter(
    (line): line is string => line !== null,
  );
}

function dueWords({ from, to, isOverdue }: Extract<LaneItem, { kind: 'due' }>, now: number): string[] {
  if (isOverdue) return ['Overdue: nobody has started it', `Due ${clockTime(from)} (${fromNow(from, now)})`];
  const more = to === null ? [] : ['And again and again after it'];
  return [`Due ${fromNow(from, now)}`, clockTime(from), ...more];
}

/** A lane in one sentence, for who can't see it. */
export function laneWords(name: string, items: readonly LaneItem[], now: number): string {
  const counts = new Map<string, number>();
  const add = (word: string, many: number) => counts.set(word, (counts.get(word) ?? 0) + many);
  for (const item of items) {
    if (item.kind === 'execution') add(STATUS_LOOKS[item.status].word.toLowerCase(), 1);
    if (item.kind === 'counted')
      for (const { status, count } of item.counts) add(STATUS_LOOKS[status].word.toLowerCase(), count);
  }
  const next = items.find((item) => item.kind === 'due');
  const said = [...counts].map(([word, many]) => `${count(many)} ${word}`).join(', ') || 'nothing ran';
  if (next === undefined) return `${name}: ${said}`;
  return `${name}: ${said}; ${next.from <= now ? 'overdue' : `due ${fromNow(next.from, now)}`}`;
}
