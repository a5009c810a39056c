import type { Distribution, DurationDistribution, JobStatistics, Statistics } from 'nestjs-tracked-cron';
import type { CsvColumn } from './csv.js';
import type { ComparedWindows, ReportSort } from './report-query.dto.js';

/** What a window came to. */
export interface Performance {
  /** Executions that came to an end that says something: completed, failed, timed out, lost. */
  readonly runs: number;
  /** The share of them that completed, 0 to 1; null where there are none. */
  readonly successRate: number | null;
  /** How long those that completed took; null where there are none. */
  readonly duration: DurationDistribution | null;
  /** The time that all executions took, milliseconds. */
  readonly totalMs: number;
  /** How long slots waited for their start; null where none started. */
  readonly lateness: Distribution | null;
  readonly skipped: number;
  readonly missed: number;
}

/** The same, beside the period before. */
export interface ComparedPerformance extends Performance {
  /** What the period before came to; null where nothing was counted. */
  readonly before: Performance | null;
  /** Against the period before; null where there is nothing to compare with. */
  readonly change: PerformanceChange;
}

/** How one job did, and how much that has changed. */
export interface JobPerformance extends ComparedPerformance {
  readonly jobName: string;
  readonly group: string | null;
  readonly owner: string | null;
}

/** Changes against the period before. */
interface PerformanceChange {
  /** 0.4: 40 % more of them. */
  readonly runs: number | null;
  /** 0.4: it takes 40 % longer. */
  readonly p50: number | null;
  readonly p95: number | null;
  readonly totalMs: number | null;
  /** -0.05: five percentage points fewer complete. */
  readonly successRate: number | null;
}

/** Every job of a window with its durations, the slowest first. */
export interface PerformanceReport {
  readonly from: Date;
  readonly to: Date;
  /** The period before that changes are measured against. */
  readonly before: { readonly from: Date; readonly to: Date };
  /** See `GET /stats`. */
  readonly countedUntil: Date | null;
  readonly items: readonly JobPerformance[];
  /** How many jobs there are, those beyond `limit` too. */
  readonly total: number;
}

/** Puts the report together. @param sort what a job lacks comes last, whichever the direction */
export function performanceReport(
  { now, before }: ComparedWindows<JobStatistics>,
  sort: ReportSort,
  limit: number,
): PerformanceReport {
  const earlier = new Map(before.items.map((item) => [item.jobName, item]));
  const items = now.items
    .map((item): JobPerformance => {
      const { jobName, group, owner } = item;
      return { jobName, group, owner, ...comparedPerformance(item, earlier.get(jobName)) };
    })
    .sort(orderBy(sort));
  return {
    from: now.from,
    to: now.to,
    before: { from: before.from, to: before.to },
    countedUntil: now.countedUntil,
    items: items.slice(0, limit),
    total: items.length,
  };
}

/** The columns that say how something did. Durations are in milliseconds. */
export const COMPARED_COLUMNS: readonly CsvColumn<ComparedPerformance>[] = [
  { heading: 'runs', value: ({ runs }) => runs },
  { heading: 'success rate', value: ({ successRate }) => rounded(successRate, 4) },
  { heading: 'p50 ms', value: ({ duration }) => rounded(duration?.p50) },
  { heading: 'p95 ms', value: ({ duration }) => rounded(duration?.p95) },
  { heading: 'p99 ms', value: ({ duration }) => rounded(duration?.p99) },
  { heading: 'max ms', value: ({ duration }) => rounded(duration?.max) },
  { heading: 'total ms', value: ({ totalMs }) => rounded(totalMs) },
  { heading: 'lateness p95 ms', value: ({ lateness }) => rounded(lateness?.p95) },
  { heading: 'skipped', value: ({ skipped }) => skipped },
  { heading: 'missed', value: ({ missed }) => missed },
  { heading: 'change of p95', value: ({ change }) => rounded(change.p95, 4) },
  { heading: 'change of success rate', value: ({ change }) => rounded(change.successRate, 4) },
];

/** The columns of the report as a table. */
export const PERFORMANCE_COLUMNS: readonly CsvColumn<JobPerformance>[] = [
  { heading: 'job', value: ({ jobName }) => jobName },
  { heading: 'group', value: ({ group }) => group },
  ...COMPARED_COLUMNS,
];

/** What two windows came to, side by side. */
export function comparedPerformance(now: Statistics, before: Statistics | undefined): ComparedPerformance {
  const [own, old] = [performanceOf(now), before === undefined ? null : performanceOf(before)];
  return {
    ...own,
    before: old,
    change: {
      runs: ratio(old?.runs, own.runs),
      p50: ratio(old?.duration?.p50, own.duration?.p50),
      p95: ratio(old?.duration?.p95, own.duration?.p95),
      totalMs: ratio(old?.totalMs, own.totalMs),
      successRate:
        old?.successRate == null || own.successRate === null ? null : own.successRate - old.successRate,
    },
  };
}

function performanceOf(statistics: Statistics): Performance {
  const { successRate, duration, totalMs, lateness, counts } = statistics;
  const { skipped, missed } = counts;
  return { runs: runsOf(statistics), successRate, duration, totalMs, lateness, skipped, missed };
}

/** Executions that say something about the work: those that the success rate is a share of. */
export function runsOf({ counts }: Pick<Statistics, 'counts'>): number {
  return counts.completed + counts.failed + counts.timed_out + counts.lost;
}

const VALUES: Readonly<Record<string, (item: JobPerformance) => number | string | null | undefined>> = {
  jobName: ({ jobName }) => jobName,
  runs: ({ runs }) => runs,
  successRate: ({ successRate }) => successRate,
  p50: ({ duration }) => duration?.p50,
  p95: ({ duration }) => duration?.p95,
  p99: ({ duration }) => duration?.p99,
  max: ({ duration }) => duration?.max,
  totalMs: ({ totalMs }) => totalMs,
  lateness: ({ lateness }) => lateness?.p95,
  missed: ({ missed }) => missed,
  change: ({ change }) => change.p95,
};

function orderBy(sort: ReportSort): (a: JobPerformance, b: JobPerformance) => number {
  const descending = sort.startsWith('-');
  const value = VALUES[descending ? sort.slice(1) : sort];
  return (a, b) => {
    const [first, second] = [value(a) ?? null, value(b) ?? null];
    if (first === second) return a.jobName < b.jobName ? -1 : 1;
    if (first === null || second === null) return first === null ? 1 : -1;
    return first < second === descending ? 1 : -1;
  };
}

/** How much more `now` is than `before`, as a share of it. */
function ratio(before: number | undefined, now: number | undefined): number | null {
  return before === undefined || now === undefined || before === 0 ? null : now / before - 1;
}

function rounded(value: number | null | undefined, digits = 1): number | null {
  return value === null || value === undefined ? null : Number(value.toFixed(digits));
}
