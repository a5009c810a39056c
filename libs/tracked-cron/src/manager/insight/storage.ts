import { expiredPartitions, PARTITIONED_TABLES, type ExistingPartition } from '../../history/partitions.js';
import type { ResolvedRetention, RetentionKind } from '../../history/retention.options.js';

const DAY_MS = 24 * 3_600_000;
/** How far back growth is measured: as long as a partition is, so that no day of the week is left out. */
const GROWTH_WINDOW_MS = 7 * DAY_MS;

/** One partition of the history. */
export interface PartitionStorage {
  readonly name: string;
  /** The ids in it were made at or after this instant, and before `to`. */
  readonly from: Date;
  readonly to: Date;
  /** With its indexes. */
  readonly bytes: number;
  /** As PostgreSQL last counted them; null where it never has. */
  readonly estimatedRows: number | null;
  /** When it may be dropped; null for never. */
  readonly dropAfter: Date | null;
}

/** One table of the library, with all its partitions. */
export interface TableStorage {
  readonly table: string;
  /** With indexes and what is stored out of line. */
  readonly bytes: number;
  /** As PostgreSQL last counted them; null where it never has. */
  readonly estimatedRows: number | null;
  /** When its oldest row was born; null where it has none, or that isn't looked for. */
  readonly oldestAt: Date | null;
  /** How much it grew a day in the last week, by the partitions written then; null where it has none, or none of that time. */
  readonly bytesADay: number | null;
  /** How long its rows are kept, milliseconds, the longest wish of all who share it; null for ever, or where it isn't partitioned. */
  readonly keepMs: number | null;
  /** When its next partition may be dropped; null where none ever is. */
  readonly nextDropAt: Date | null;
  /** Oldest first; empty where it isn't partitioned. */
  readonly partitions: readonly PartitionStorage[];
}

/** Ended executions that this process keeps on disk until the database takes them. */
export interface SpoolStorage {
  /** On disk, or on their way there. */
  readonly records: number;
  readonly bytes: number;
  /** In memory only, because the disk did not take them. */
  readonly unsafe: number;
  /** Given up because there was no room left, since this process started. */
  readonly lost: number;
  /** Of processes that had died, recorded by this one since it started. */
  readonly adopted: number;
}

/** Answer of `getStorage` and `GET /storage`. Sizes are those of the schema, for all applications and environments in it. */
export interface StorageReport {
  readonly at: Date;
  readonly schema: string;
  readonly bytes: number;
  /** The sum of what the tables grow a day; null where none is known to. */
  readonly bytesADay: number | null;
  /** How long what is kept, milliseconds; null for ever. */
  readonly retention: ResolvedRetention;
  /** The largest first. */
  readonly tables: readonly TableStorage[];
  /** Null where this process has none. */
  readonly spool: SpoolStorage | null;
}

/** A table or partition as PostgreSQL counts it. */
export interface RelationSize {
  readonly name: string;
  readonly bytes: number;
  readonly estimatedRows: number | null;
}

/** What a report is made of. */
export interface StorageFacts {
  readonly now: number;
  readonly schema: string;
  readonly relations: readonly RelationSize[];
  readonly partitions: readonly ExistingPartition[];
  readonly retention: ResolvedRetention;
  /** When the oldest row was born, by table, milliseconds since the epoch. */
  readonly oldest: ReadonlyMap<string, number>;
  readonly spool: SpoolStorage | null;
}

/** Puts the sizes of partitions together by table, and says how fast they grow and when they go. */
export function storageReport(facts: StorageFacts): StorageReport {
  const sizes = new Map(facts.relations.map((relation) => [relation.name, relation]));
  const parts = new Set(facts.partitions.map(({ name }) => name));
  const parents = new Set(PARTITIONED_TABLES.map(({ name }) => name));
  const partitioned = PARTITIONED_TABLES.map(({ name, kept }) => partitionedTable(facts, sizes, name, kept));
  const plain = facts.relations
    .filter(({ name }) => !parts.has(name) && !parents.has(name))
    .map(({ name, bytes, estimatedRows }) => ({
      table: name,
      bytes,
      estimatedRows,
      oldestAt: null,
      bytesADay: null,
      keepMs: null,
      nextDropAt: null,
      partitions: [],
    }));
  const tables = [...partitioned, ...plain].sort((a, b) => b.bytes - a.bytes || (a.table < b.table ? -1 : 1));
  return {
    at: new Date(facts.now),
    schema: facts.schema,
    bytes: sum(tables.map(({ bytes }) => bytes)) ?? 0,
    bytesADay: sum(tables.map(({ bytesADay }) => bytesADay)),
    retention: facts.retention,
    tables,
    spool: facts.spool,
  };
}

/** Partitions that outlived their retention by so long that whoever should drop them does not. */
export function overduePartitions(
  { partitions, retention, now }: Pick<StorageFacts, 'partitions' | 'retention' | 'now'>,
  graceMs: number,
): ExistingPartition[] {
  return expiredPartitions(partitions, now - graceMs, retention);
}

function partitionedTable(
  { now, partitions, retention, oldest }: StorageFacts,
  sizes: ReadonlyMap<string, RelationSize>,
  table: string,
  kept: RetentionKind,
): TableStorage {
  const keepMs = retention[kept];
  const own = partitions
    .filter((one) => one.table === table)
    .sort((a, b) => a.from - b.from)
    .map(({ name, from, to }) => ({
      name,
      from: new Date(from),
      to: new Date(to),
      bytes: sizes.get(name)?.bytes ?? 0,
      estimatedRows: sizes.get(name)?.estimatedRows ?? null,
      dropAfter: keepMs === null ? null : new Date(to + keepMs),
    }));
  const oldestAt = oldest.get(table);
  return {
    table,
    bytes: (sizes.get(table)?.bytes ?? 0) + (sum(own.map(({ bytes }) => bytes)) ?? 0),
    estimatedRows: sum(own.map(({ estimatedRows }) => estimatedRows)),
    oldestAt: oldestAt === undefined ? null : new Date(oldestAt),
    bytesADay: oldestAt === undefined ? null : growth(own, oldestAt, now),
    keepMs,
    nextDropAt: own[0]?.dropAfter ?? null,
    partitions: own,
  };
}

/** Bytes a day of the partitions that were written to in the last week, by the time in which they were. */
function growth(own: readonly PartitionStorage[], oldestAt: number, now: number): number | null {
  const recent = own.filter(({ from, to }) => from.getTime() < now && to.getTime() > now - GROWTH_WINDOW_MS);
  if (recent.length === 0) return null;
  const begun = Math.max(oldestAt, recent[0].from.getTime());
  const days = (Math.min(now, recent.at(-1)!.to.getTime()) - begun) / DAY_MS;
  // what an hour brought says nothing of a day
  return days < 1 / 24 ? null : Math.round((sum(recent.map(({ bytes }) => bytes)) ?? 0) / days);
}

/** Null where none of them is known. */
function sum(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
}
