import type { Health } from '../../theme/states.js';
import type { JobLine } from './job-line.js';
import type { JobColumn, JobSort } from './jobs.search.js';

/** The worst first: what somebody who opens the screen has to see. */
const WORST_FIRST: readonly Health[] = [
  'stuck',
  'failing',
  'late',
  'unknown',
  'paused',
  'disabled',
  'healthy',
];

type Value = string | number | null;

/** By what each column is sorted. */
export const SORT_VALUES: Readonly<Record<JobColumn, (line: JobLine) => Value>> = {
  health: ({ job }) => WORST_FIRST.indexOf(job.health),
  jobName: ({ job }) => job.jobName,
  group: ({ job }) => job.group,
  owner: ({ job }) => job.owner,
  // those that ended badly most often
  slots: ({ job }) => -badSlotsOf(job.lastSlots),
  day: ({ day }) => day?.successRate ?? null,
  week: ({ week }) => week?.successRate ?? null,
  p95: ({ week }) => week?.duration?.p95 ?? null,
  last: ({ job }) => lastAt(job),
  next: ({ job }) => instant(job.nextDueAt),
};

/** Which column, and whether the highest first. */
export function columnOf(sort: JobSort): { readonly column: JobColumn; readonly desc: boolean } {
  return sort.startsWith('-')
    ? { column: sort.slice(1) as JobColumn, desc: true }
    : { column: sort as JobColumn, desc: false };
}

/** What a job lacks comes last in either direction; jobs of equal value stand by name. */
export function sorted(lines: readonly JobLine[], sort: JobSort): readonly JobLine[] {
  const { column, desc } = columnOf(sort);
  const valued = lines.map((line) => ({ line, value: SORT_VALUES[column](line) }));
  valued.sort((a, b) => {
    if (a.value === b.value) return byName(a.line, b.line);
    if (a.value === null || b.value === null) return a.value === null ? 1 : -1;
    return a.value < b.value === desc ? 1 : -1;
  });
  return valued.map(({ line }) => line);
}

/** When it last came to something: a slot, or what somebody has triggered. */
function lastAt({ lastSlots, lastSuccessAt, lastFailureAt }: JobLine['job']): number | null {
  const [slot] = lastSlots;
  const known = [slot?.until ?? slot?.scheduledAt ?? null, lastSuccessAt, lastFailureAt].map(instant);
  const last = Math.max(...known.map((at) => at ?? 0));
  return last === 0 ? null : last;
}

function badSlotsOf(slots: JobLine['job']['lastSlots']): number {
  const bad = slots.filter(({ status }) => ['failed', 'timed_out', 'lost', 'missed'].includes(status));
  return bad.reduce((sum, { count }) => sum + count, 0);
}

function byName(a: JobLine, b: JobLine): number {
  return a.job.jobName < b.job.jobName ? -1 : 1;
}

function instant(at: string | null): number | null {
  return at === null ? null : Date.parse(at);
}
