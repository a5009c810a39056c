import type { JobStatistics } from 'nestjs-tracked-cron';
import type { CsvColumn } from './csv.js';
import { counted, durationInWords, percent, periodBefore } from './in-words.js';
import { runsOf } from './performance-report.js';
import type { ComparedWindows } from './report-query.dto.js';

/** What has changed: for the worse (`slower`, `failing`, `missing`, `later`) or the better, or how often it runs. */
export type TrendKind =
  | 'failing'
  | 'missing'
  | 'slower'
  | 'later'
  | 'quieter'
  | 'busier'
  | 'recovering'
  | 'catching-up'
  | 'faster'
  | 'earlier';

/** A change that is worth saying. */
export interface Trend {
  readonly jobName: string;
  readonly group: string | null;
  readonly kind: TrendKind;
  /** What `before` and `now` are: `p50` and `p95` of durations, `lateness` (its p95), `failureRate`, `missed`, `runs`. */
  readonly measure: 'p50' | 'p95' | 'lateness' | 'failureRate' | 'missed' | 'runs';
  /** Milliseconds, a share of 1, or a count. */
  readonly before: number;
  readonly now: number;
  /** For people. */
  readonly sentence: string;
}

/** What has changed against the period before, what is worse first. */
export interface TrendsReport {
  readonly from: Date;
  readonly to: Date;
  /** The period before. */
  readonly before: { readonly from: Date; readonly to: Date };
  /** See `GET /stats`. */
  readonly countedUntil: Date | null;
  readonly items: readonly Trend[];
  /** How many changes there are, those beyond `limit` too. */
  readonly total: number;
}

/** Runs in either period below which nothing is said of durations and failures. */
const ENOUGH_RUNS = 20;
/** Runs from which a p95 stands for more than a handful of them; below, the median is compared. */
const ENOUGH_FOR_P95 = 100;
/** A share of the time before, far above the error of percentiles, and a time that somebody could notice. */
const LONGER = { share: 0.25, ms: 100 };
/** Times as late as before, by a time that somebody could notice. */
const LATER = { times: 2, ms: 1_000 };
/** Percentage points, and standard errors of the difference: neither one bad night nor noise. */
const FAILING = { points: 0.02, errors: 3 };
const MISSED = { times: 2, more: 3 };
/** Times as many runs as before. */
const BUSIER = 1.5;

const ORDER: readonly TrendKind[] = [
  'failing',
  'missing',
  'slower',
  'later',
  'quieter',
  'busier',
  'recovering',
  'catching-up',
  'faster',
  'earlier',
];

/** Puts the report together. */
export function trendsReport({ now, before }: ComparedWindows<JobStatistics>, limit: number): TrendsReport {
  const earlier = new Map(before.items.map((item) => [item.jobName, item]));
  const than = periodBefore(now.to.getTime() - now.from.getTime());
  const items = now.items
    .flatMap((item) => {
      const old = earlier.get(item.jobName);
      return old === undefined ? [] : trendsOf(item, old, than);
    })
    .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || size(b) - size(a));
  return {
    from: now.from,
    to: now.to,
    before: { from: before.from, to: before.to },
    countedUntil: now.countedUntil,
    items: items.slice(0, limit),
    total: items.length,
  };
}

/** What of a job has changed so much that it is worth saying. @param than how the period before is called */
export function trendsOf(now: JobStatistics, before: JobStatistics, than: string): Trend[] {
  return [
    failures(now, before, than),
    missed(now, before, than),
    durations(now, before, than),
    lateness(now, before, than),
    runs(now, before, than),
  ]
    .filter((trend) => trend !== null)
    .map((trend) => ({ jobName: now.jobName, group: now.group, ...trend }));
}

/** The columns of the report as a table. */
export const TREND_COLUMNS: readonly CsvColumn<Trend>[] = [
  { heading: 'job', value: ({ jobName }) => jobName },
  { heading: 'group', value: ({ group }) => group },
  { heading: 'kind', value: ({ kind }) => kind },
  { heading: 'measure', value: ({ measure }) => measure },
  { heading: 'before', value: ({ before }) => Number(before.toFixed(4)) },
  { heading: 'now', value: ({ now }) => Number(now.toFixed(4)) },
  { heading: 'sentence', value: ({ sentence }) => sentence },
];

type Change = Omit<Trend, 'jobName' | 'group'>;

function durations(now: JobStatistics, before: JobStatistics, than: string): Change | null {
  if (now.duration === null || before.duration === null) return null;
  const fewest = Math.min(now.duration.count, before.duration.count);
  if (fewest < ENOUGH_RUNS) return null;
  const measure = fewest < ENOUGH_FOR_P95 ? 'p50' : 'p95';
  const [old, own] = [before.duration[measure], now.duration[measure]];
  const less = Math.min(old, own);
  if (Math.abs(own - old) < LONGER.ms || Math.abs(own - old) < less * LONGER.share) return null;
  const much = `${measure} ${durationInWords(old)} → ${durationInWords(own)}`;
  const sentence =
    own > old
      ? `${now.jobName} takes ${percent(own / old - 1)} longer than ${than} (${much}).`
      : `${now.jobName} takes ${percent(1 - own / old)} less time than ${than} (${much}).`;
  return { kind: own > old ? 'slower' : 'faster', measure, before: old, now: own, sentence };
}

function failures(now: JobStatistics, before: JobStatistics, than: string): Change | null {
  const [runsNow, runsBefore] = [runsOf(now), runsOf(before)];
  if (Math.min(runsNow, runsBefore) < ENOUGH_RUNS) return null;
  const [own, old] = [1 - now.successRate!, 1 - before.successRate!];
  const all = (own * runsNow + old * runsBefore) / (runsNow + runsBefore);
  const error = Math.sqrt(all * (1 - all) * (1 / runsNow + 1 / runsBefore));
  if (Math.abs(own - old) < FAILING.points || Math.abs(own - old) < FAILING.errors * error) return null;
  return {
    kind: own > old ? 'failing' : 'recovering',
    measure: 'failureRate',
    before: old,
    now: own,
    sentence: `${now.jobName} fails ${own > old ? 'more' : 'less'} often than ${than} (${percent(old)} → ${percent(own)} of its runs).`,
  };
}

function missed(now: JobStatistics, before: JobStatistics, than: string): Change | null {
  const [own, old] = [now.counts.missed, before.counts.missed];
  if (Math.abs(own - old) < MISSED.more || Math.max(own, old) < MISSED.times * Math.min(own, old))
    return null;
  return {
    kind: own > old ? 'missing' : 'catching-up',
    measure: 'missed',
    before: old,
    now: own,
    sentence: `${now.jobName} missed ${counted(own, 'slot')}, ${own > old ? 'more' : 'fewer'} than ${than} (${old}).`,
  };
}

function lateness(now: JobStatistics, before: JobStatistics, than: string): Change | null {
  if (now.lateness === null || before.lateness === null) return null;
  const fewest = Math.min(now.lateness.count, before.lateness.count);
  const [own, old] = [now.lateness.p95, before.lateness.p95];
  if (fewest < ENOUGH_FOR_P95 || Math.abs(own - old) < LATER.ms) return null;
  if (Math.max(own, old) < LATER.times * Math.min(own, old)) return null;
  return {
    kind: own > old ? 'later' : 'earlier',
    measure: 'lateness',
    before: old,
    now: own,
    sentence: `${now.jobName} starts ${own > old ? 'later' : 'closer to its slots'} than ${than} (p95 ${durationInWords(old)} → ${durationInWords(own)} after the slot).`,
  };
}

function runs(now: JobStatistics, before: JobStatistics, than: string): Change | null {
  const [own, old] = [runsOf(now), runsOf(before)];
  if (Math.max(own, old) < ENOUGH_RUNS || old === 0) return null;
  if (Math.max(own, old) < BUSIER * Math.min(own, old)) return null;
  return {
    kind: own > old ? 'busier' : 'quieter',
    measure: 'runs',
    before: old,
    now: own,
    sentence: `${now.jobName} ran ${counted(own, 'time')}, ${own > old ? 'more' : 'less'} often than ${than} (${old}).`,
  };
}

/** How large a change is beside others of its kind. */
function size({ before, now }: Trend): number {
  return Math.abs(Math.log((now + 1e-3) / (before + 1e-3)));
}
