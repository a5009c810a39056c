import type { JobsBy, JobsStatistics } from 'nestjs-tracked-cron';
import type { CsvColumn } from './csv.js';
import { COMPARED_COLUMNS, comparedPerformance, type ComparedPerformance } from './performance-report.js';
import type { ComparedWindows } from './report-query.dto.js';

/** How all jobs of one group, or of one owner, did together, and how much that has changed. */
export interface GroupPerformance extends ComparedPerformance {
  /** Of the group or owner; null: of jobs that have none. */
  readonly name: string | null;
  /** How many of its jobs something was counted of. */
  readonly jobs: number;
}

/** Every group or owner of a window, by name. */
export interface GroupsReport {
  readonly groupBy: JobsBy;
  readonly from: Date;
  readonly to: Date;
  /** The period before that changes are measured against. */
  readonly before: { readonly from: Date; readonly to: Date };
  /** See `GET /stats`. */
  readonly countedUntil: Date | null;
  readonly items: readonly GroupPerformance[];
  /** How many there are, those beyond `limit` too. */
  readonly total: number;
}

/** Puts the report together. */
export function groupsReport(
  groupBy: JobsBy,
  { now, before }: ComparedWindows<JobsStatistics>,
  limit: number,
): GroupsReport {
  const earlier = new Map(before.items.map((item) => [item.name, item]));
  const items = now.items.map((item): GroupPerformance => {
    const { name, jobs } = item;
    return { name, jobs, ...comparedPerformance(item, earlier.get(name)) };
  });
  return {
    groupBy,
    from: now.from,
    to: now.to,
    before: { from: before.from, to: before.to },
    countedUntil: now.countedUntil,
    items: items.slice(0, limit),
    total: items.length,
  };
}

/** The columns of the report as a table. @param groupBy what the lines are of */
export function groupsColumns(groupBy: JobsBy): readonly CsvColumn<GroupPerformance>[] {
  return [
    { heading: groupBy, value: ({ name }) => name },
    { heading: 'jobs', value: ({ jobs }) => jobs },
    ...COMPARED_COLUMNS,
  ];
}
