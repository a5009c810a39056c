import type { Schemas } from '../../api/client.js';
import { count, duration, percent } from '../../time/words.js';

export type Performance = Schemas['Performance'];
export type Statistics = Schemas['Statistics'];

const DAY_MS = 24 * 3_600_000;

/** Periods up to now; each is held against the one of the same length before. */
export const PERIODS = {
  '24h': { ms: DAY_MS, words: '24 hours' },
  '7d': { ms: 7 * DAY_MS, words: '7 days' },
  '30d': { ms: 30 * DAY_MS, words: '30 days' },
  '90d': { ms: 90 * DAY_MS, words: '90 days' },
} as const;
export type Period = keyof typeof PERIODS;

export const GROUPINGS = { job: 'Job', group: 'Group', owner: 'Owner' } as const;
export type Grouping = keyof typeof GROUPINGS;

export const CHARTS = { outcomes: 'Outcomes', durations: 'Durations', lateness: 'Lateness' } as const;
export type ChartName = keyof typeof CHARTS;

const KEYS = ['jobName', 'runs', 'successRate', 'p50', 'p95', 'lateness', 'missed', 'totalMs'] as const;
export type ReportKey = (typeof KEYS)[number];
export type ReportSort = ReportKey | `-${ReportKey}`;
export const SORTS: readonly ReportSort[] = KEYS.flatMap((key): ReportSort[] => [key, `-${key}`]);

/** One thing that is measured in both periods. */
export interface Measure {
  readonly name: string;
  readonly value: (of: Statistics) => number | null;
  readonly format: (value: number) => string;
  /** Which way is good; null where neither is. */
  readonly better: 'more' | 'less' | null;
  /** Whether a change is a difference in percentage points, and not a share of what it was. */
  readonly points?: boolean;
}

const runs = ({ counts }: Statistics) => counts.completed + counts.failed + counts.timed_out + counts.lost;

export const MEASURES: readonly Measure[] = [
  { name: 'Success', value: ({ successRate }) => successRate, format: percent, better: 'more', points: true },
  { name: 'Executions', value: runs, format: count, better: null },
  { name: 'Failed', value: ({ counts }) => counts.failed, format: count, better: 'less' },
  { name: 'Timed out', value: ({ counts }) => counts.timed_out, format: count, better: 'less' },
  { name: 'Lost', value: ({ counts }) => counts.lost, format: count, better: 'less' },
  { name: 'Missed', value: ({ counts }) => counts.missed, format: count, better: 'less' },
  { name: 'Skipped', value: ({ counts }) => counts.skipped, format: count, better: null },
  { name: 'Duration, p50', value: ({ duration }) => duration?.p50 ?? null, format: duration, better: 'less' },
  { name: 'Duration, p95', value: ({ duration }) => duration?.p95 ?? null, format: duration, better: 'less' },
  { name: 'Duration, p99', value: ({ duration }) => duration?.p99 ?? null, format: duration, better: 'less' },
  { name: 'Longest', value: ({ duration }) => duration?.max ?? null, format: duration, better: 'less' },
  { name: 'Late by, p95', value: ({ lateness }) => lateness?.p95 ?? null, format: duration, better: 'less' },
  { name: 'Time used', value: ({ totalMs }) => totalMs, format: duration, better: null },
];

/** How something changed, for who reads it. */
export interface ChangeInWords {
  readonly text: string;
  readonly verdict: 'better' | 'worse' | 'same' | 'none';
}

/** Less than this is noise: as a share of what it was; of success in percentage points, or as a share of what was lacking. */
const NOTICEABLE = { share: 0.05, points: 0.005, lacking: { share: 0.2, points: 0.0005 } };

/** @param better which way is good; null: neither */
export function changeInWords(
  now: number | null,
  before: number | null,
  { better, points = false }: Pick<Measure, 'better' | 'points'>,
): ChangeInWords {
  if (now === null || before === null) return { text: '–', verdict: 'none' };
  const difference = now - before;
  if (difference === 0) return { text: 'the same', verdict: 'same' };
  const sign = difference > 0 ? '+' : '−';
  const verdict = (size: number, least: number): ChangeInWords['verdict'] => {
    if (better === null || size < least) return 'same';
    return difference > 0 === (better === 'more') ? 'better' : 'worse';
  };
  if (points) {
    const size = Math.abs(difference);
    const { share, points: least } = NOTICEABLE.lacking;
    const isNoticed = size >= NOTICEABLE.points || (size >= least && size >= (1 - before) * share);
    const said = trimmed(size * 100);
    return {
      text: `${sign}${said} ${said === '1' ? 'point' : 'points'}`,
      verdict: verdict(isNoticed ? 1 : 0, 1),
    };
  }
  if (before === 0) return { text: 'none before', verdict: verdict(Infinity, NOTICEABLE.share) };
  const share = Math.abs(difference) / Math.abs(before);
  if (share >= 9.995)
    return { text: `× ${trimmed(now / before)}`, verdict: verdict(share, NOTICEABLE.share) };
  return { text: `${sign}${trimmed(share * 100)} %`, verdict: verdict(share, NOTICEABLE.share) };
}

/** How a measure changed; nothing to say where nothing ran before. */
export function changeOf(measure: Measure, now: Statistics, before: Statistics): ChangeInWords {
  const old = runs(before) === 0 ? null : measure.value(before);
  return changeInWords(measure.value(now), old, measure);
}

function trimmed(value: number): string {
  return String(value < 9.95 ? Number(value.toFixed(1)) : Math.round(value));
}

/** Fewer executions say nothing about better or worse. */
const ENOUGH = 20;

/** The answer to "better or worse?", in a sentence. */
export function verdictInWords(now: Statistics, before: Statistics): string {
  if (runs(now) === 0) return 'Nothing ran in this period.';
  if (runs(before) < ENOUGH || runs(now) < ENOUGH)
    return 'Too little ran to say whether it is better or worse.';
  const said = (name: string, words: string) => {
    const measure = MEASURES.find((one) => one.name === name)!;
    const [own, old] = [measure.value(now), measure.value(before)];
    const { verdict } = changeInWords(own, old, measure);
    const text =
      own === null || old === null ? '' : `${words} ${measure.format(own)}, was ${measure.format(old)}`;
    return { verdict, text };
  };
  const parts = [said('Success', 'success'), said('Missed', 'missed slots'), said('Duration, p95', 'p95')];
  const changed = parts.filter(({ verdict }) => verdict === 'better' || verdict === 'worse');
  if (changed.length === 0) return `About the same: ${parts[0].text}.`;
  const isMixed = new Set(changed.map(({ verdict }) => verdict)).size > 1;
  const word = isMixed ? 'Mixed' : changed[0].verdict === 'better' ? 'Better' : 'Worse';
  return `${word}: ${changed.map(({ text }) => text).join('; ')}.`;
}
