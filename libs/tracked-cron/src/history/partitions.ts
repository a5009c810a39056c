import { uuidV7Floor } from '../id-generator.js';

/** One week, counted from the Unix epoch (a Thursday): with the default retention about 50 partitions in all. */
export const PARTITION_WIDTH_MS = 7 * 24 * 3_600_000;

/** What is partitioned by the time in an execution's id: the history, a class at a time, and log lines. */
export const PARTITIONED_TABLES = [
  'cron_job_executions_short',
  'cron_job_executions_long',
  'cron_job_log_chunks',
] as const;

/** A leaf: what belongs to executions that were born in one week. */
export interface Partition {
  /** Table that it is a part of, without its schema. */
  readonly parent: (typeof PARTITIONED_TABLES)[number];
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
    for (const parent of PARTITIONED_TABLES) partitions.push(partition(parent, week));
  }
  return partitions;
}

function partition(parent: Partition['parent'], week: number): Partition {
  const start = week * PARTITION_WIDTH_MS;
  const day = new Date(start).toISOString().slice(0, 10).replaceAll('-', '');
  return {
    parent,
    name: `${parent}_${day}`,
    from: uuidV7Floor(start),
    to: uuidV7Floor(start + PARTITION_WIDTH_MS),
  };
}
