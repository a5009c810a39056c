import type { HistoryRoom } from '../../history/partition-keeper.js';
import type { ExistingPartition } from '../../history/partitions.js';
import type { InstancesReport } from '../insight/instances.js';
import type { SpoolStorage } from '../insight/storage.js';
import type { WorkJob } from '../insight/work-ahead.js';
import type { WorkInFlight } from '../insight/work.repository.js';

/** What the server says of itself and of this connection. */
export interface ServerFacts {
  /** As `server_version_num`: 180001. */
  readonly version: number;
  /** For people: `18.1`. */
  readonly versionText: string;
  /** Whether it takes no writes: a standby. */
  readonly readOnly: boolean;
  /** Milliseconds; 0 for none. */
  readonly statementTimeout: number;
  /** Whether a pooler in transaction mode is said to stand between. */
  readonly pooled: boolean;
  /** What this role may not do, of what running jobs takes: `insert on cron_job_live`. */
  readonly missingRights: readonly string[];
}

/** What the tables say. */
export interface RecordFacts {
  readonly now: Date;
  readonly schema: string;
  readonly server: ServerFacts;
  readonly pendingMigrations: readonly string[];
  readonly room: HistoryRoom;
  /** Partitions that should have been dropped some time ago. */
  readonly overdue: readonly ExistingPartition[];
  /** What was written before it is in the statistics; null while a history is counted for the first time. */
  readonly countedUntil: Date | null;
  readonly cluster: InstancesReport;
  readonly work: WorkInFlight;
  /** Those that a release knows. */
  readonly jobs: readonly WorkJob[];
}

/** What only this process knows. */
export interface ProcessFacts {
  /** Null where it keeps none. */
  readonly spool: SpoolStorage | null;
}

/** What a diagnosis is made from. */
export interface DiagnosisFacts {
  /** Why the database could not be asked; else what it said. */
  readonly record: RecordFacts | { readonly unreachable: string };
  /** Null where somebody else looks: the command line. */
  readonly process: ProcessFacts | null;
}
