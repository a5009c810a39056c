import { uuidV7Floor, uuidV7Time } from '../id-generator.js';
import type { RetentionKind } from './retention.options.js';

/** One week, counted from the Unix epoch (a Thursday): with the default retention about 50 partitions in all. */
export const PARTITION_WIDTH_MS = 7 * 24 * 3_600_000;
/** How long rows find a place behind the weekly partitions although nobody makes more. */
const RESERVE_WEEKS = 52;

/** A table that is partitioned by the time in its ids. */
export interface PartitionedTable {
  readonly name: string;
  /** Which part of the option `retention` says how long its rows are kept. */
  readonly kept: Exclude<RetentionKind, 'hourlyStatistics' | 'dailyStatistics'>;
  /** Whether the last success and failure of each job are in it, which must outlive it. */
  readonly holdsEnds: boolean;
}

/** Whatever is made ahead and dropped by age. */
export const PARTITIONED_TABLES: readonly PartitionedTable[] = [
  { name: 'cron_job_executions_short', kept: 'completed', holdsEnds: true },
  { name: 'cron_job_executions_long', kept: 'failed', holdsEnds: true },
  { name: 'cron_job_log_chunks', kept: 'logs', holdsEnds: false },
];

/** A partition: the rows whose ids were made in a week, or in all the weeks of a reserve. */
export interface Partition {
  /** The table it is part of, without its schema. */
  readonly table: string;
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly from: number;
  /** The first millisecond after it. */
  readonly to: number;
}

/** A partition that is there. */
export interface ExistingPartition extends Partition {
  /** Its `detach concurrently` was interrupted: nobody reads it any more, and it must be finished. */
  readonly detaching: boolean;
}

/** What is to be done so that rows find their partitions. */
export interface PartitionPlan {
  readonly make: readonly Partition[];
  /** Reserves that nothing is in yet, where weekly partitions should be. */
  readonly inTheWay: readonly ExistingPartition[];
  /** Until when weekly partitions are there for every table, milliseconds since the epoch. */
  readonly madeUntil: number;
  /** The same, reserves included. */
  readonly roomUntil: number;
}

/** The partitions that must exist at an instant: the week before (ids are made a little earlier), this one, and those ahead. */
function partitionsAround(now: number, weeksAhead: number): Partition[] {
  const thisWeek = weekOf(now);
  const partitions: Partition[] = [];
  for (let week = thisWeek - 1; week <= thisWeek + weeksAhead; week++) {
    for (const { name } of PARTITIONED_TABLES) partitions.push(partition(name, week, 1));
  }
  return partitions;
}

/**
 * Compares what is there with what must be.
 * @param reserve whether there shall be room behind the weekly partitions; where there was some, there will be
 */
export function planPartitions(
  existing: readonly ExistingPartition[],
  now: number,
  weeksAhead: number,
  reserve: boolean,
): PartitionPlan {
  const begun = (weekOf(now) + 2) * PARTITION_WIDTH_MS; // next week's rows may be days away
  const wanted = partitionsAround(now, weeksAhead).filter((one) => !existing.some(holds(one)));
  const overlapping = existing.filter(
    (one) => isReserve(one) && wanted.some((week) => week.table === one.table && overlap(week, one)),
  );
  const inTheWay = overlapping.filter(({ from }) => from >= begun);
  const inUse = overlapping.filter((one) => !inTheWay.includes(one));
  const make = wanted.filter((week) => !inUse.some((one) => one.table === week.table && overlap(week, one)));
  const stays = existing.filter((one) => !inTheWay.includes(one));
  for (const { name } of PARTITIONED_TABLES) {
    const own = (one: Partition) => one.table === name;
    if (!(reserve || inTheWay.some(own))) continue;
    const end = Math.max(...[...stays, ...make].filter(own).map(({ to }) => to));
    const enough = now + (weeksAhead + RESERVE_WEEKS / 2) * PARTITION_WIDTH_MS;
    if (end < enough) make.push(partition(name, weekOf(end), RESERVE_WEEKS));
  }
  return {
    make,
    inTheWay,
    madeUntil: earliest((name) =>
      coveredUntil(
        existing.filter((one) => one.table === name && !isReserve(one)),
        now,
      ),
    ),
    roomUntil: earliest((name) =>
      coveredUntil(
        existing.filter((one) => one.table === name),
        now,
      ),
    ),
  };
}

/** What has outlived its retention, oldest first. @param keep milliseconds; null: for ever */
export function expiredPartitions<One extends Partition>(
  existing: readonly One[],
  now: number,
  keep: Readonly<Record<PartitionedTable['kept'], number | null>>,
): One[] {
  const oldest = new Map(PARTITIONED_TABLES.map(({ name, kept }) => [name, now - (keep[kept] ?? Infinity)]));
  return existing.filter(({ table, to }) => to <= oldest.get(table)!).sort((a, b) => a.to - b.to);
}

/** Since when the history is whole: from there on, no week of it is missing. */
export function wholeSince(existing: readonly Partition[], now: number): number {
  const tables = PARTITIONED_TABLES.filter(({ holdsEnds }) => holdsEnds);
  return Math.max(
    ...tables.map(({ name }) => {
      const newestFirst = existing.filter(({ table }) => table === name).sort((a, b) => b.to - a.to);
      return newestFirst.reduce((since, { from, to }) => (from < since && to >= since ? from : since), now);
    }),
  );
}

/** What PostgreSQL says of a partition's bounds; null where it isn't one of ours. */
export function boundsOf(expression: string): { from: number; to: number } | null {
  const [, from, to] = /^FOR VALUES FROM \('([^']+)'\) TO \('([^']+)'\)$/i.exec(expression) ?? [];
  if (from === undefined || to === undefined) return null;
  try {
    return { from: uuidV7Time(from), to: uuidV7Time(to) };
  } catch {
    return null;
  }
}

/** Smallest ids in and after a partition. */
export function idBounds({ from, to }: Partition): { from: string; to: string } {
  return { from: uuidV7Floor(from), to: uuidV7Floor(to) };
}

export function isReserve({ from, to }: Partition): boolean {
  return to - from > PARTITION_WIDTH_MS;
}

function partition(table: string, week: number, weeks: number): Partition {
  const from = week * PARTITION_WIDTH_MS;
  const day = new Date(from).toISOString().slice(0, 10).replaceAll('-', '');
  const name = weeks === 1 ? `${table}_${day}` : `${table}_reserve_${day}`;
  return { table, name, from, to: from + weeks * PARTITION_WIDTH_MS };
}

function weekOf(at: number): number {
  return Math.floor(at / PARTITION_WIDTH_MS);
}

function holds(wanted: Partition): (existing: Partition) => boolean {
  return ({ table, from, to }) => table === wanted.table && from === wanted.from && to === wanted.to;
}

function overlap(one: Partition, other: Partition): boolean {
  return one.from < other.to && other.from < one.to;
}

/** The end of an unbroken row of partitions that begins at or before `now`. */
function coveredUntil(partitions: readonly ExistingPartition[], now: number): number {
  let until = now;
  for (const { from, to, detaching } of [...partitions].sort((a, b) => a.from - b.from)) {
    if (from <= until && to > until && !detaching) until = to;
  }
  return until;
}

function earliest(of: (table: string) => number): number {
  return Math.min(...PARTITIONED_TABLES.map(({ name }) => of(name)));
}
