import { uuidV7Floor } from '../id-generator.js';
import type { RetentionClass } from './execution-status.js';

/** One week, counted from the Unix epoch (a Thursday): with the default retention about 45 partitions in all. */
export const PARTITION_WIDTH_MS = 7 * 24 * 3_600_000;

/** A leaf of the history: the executions of one class that were born in one week. */
export interface Partition {
  readonly kept: RetentionClass;
  /** Table name without its schema. */
  readonly name: string;
  /** Smallest id of it. */
  readonly from: string;
  /** Smallest id after it. */
  readonly to: string;
}

/** The partitions that must exist at an instant: the week before (ids are made a little earlier), this one, and those ahead. */
export function partitionsAround(now: number, weeksAhead: number): Partition[] {
  const thisWeek = Math.floor(now / PARTITION_WIDTH_MS);
  const partitions: Partition[] = [];
  for (let week = thisWeek - 1; week <= thisWeek + weeksAhead; week++) {
    for (const kept of ['short', 'long'] as const) partitions.push(partition(kept, week));
  }
  return partitions;
}

function partition(kept: RetentionClass, week: number): Partition {
  const start = week * PARTITION_WIDTH_MS;
  const day = new Date(start).toISOString().slice(0, 10).replaceAll('-', '');
  return {
    kept,
    name: `cron_job_executions_${kept}_${day}`,
    from: uuidV7Floor(start),
    to: uuidV7Floor(start + PARTITION_WIDTH_MS),
  };
}
