import type { CronDatabase } from '../../database/cron-database.js';
import type { DatabaseClock } from '../../database/database-clock.js';
import type { PartitionKeeper } from '../../history/partition-keeper.js';
import type { StatisticsRepository } from '../../history/roll-ups/statistics.repository.js';
import type { InstancesRepository } from '../insight/instances.repository.js';
import { overduePartitions } from '../insight/storage.js';
import type { StorageRepository } from '../insight/storage.repository.js';
import type { WorkRepository } from '../insight/work.repository.js';
import type { RecordFacts } from './diagnosis-facts.js';
import { RETENTION_GRACE_MS } from './history.rules.js';
import type { ServerFactsRepository } from './server-facts.repository.js';

/** Reads what a diagnosis is made from: about ten statements, none of which reads the history. */
export class DiagnosisReader {
  constructor(
    private readonly database: Pick<CronDatabase, 'pending' | 'tables'>,
    private readonly server: Pick<ServerFactsRepository, 'read'>,
    private readonly partitions: Pick<PartitionKeeper, 'room'>,
    private readonly storage: Pick<StorageRepository, 'kept'>,
    private readonly instances: Pick<InstancesRepository, 'report'>,
    private readonly work: Pick<WorkRepository, 'inFlight' | 'jobs'>,
    private readonly statistics: Pick<StatisticsRepository, 'reach'>,
    private readonly clock: Pick<DatabaseClock, 'now'>,
  ) {}

  async read(): Promise<RecordFacts> {
    const now = new Date(this.clock.now());
    const reads = [
      this.server.read(),
      this.database.pending(),
      this.partitions.room(),
      this.storage.kept(),
      this.instances.report(now),
      this.work.inFlight(),
      this.work.jobs(),
      this.statistics.reach(),
    ] as const;
    // where one fails, nothing goes on behind the answer
    await Promise.allSettled(reads);
    const [server, pending, room, kept, cluster, work, jobs, { countedUntil }] = await Promise.all(reads);
    const overdue = overduePartitions({ ...kept, now: now.getTime() }, RETENTION_GRACE_MS);
    const { schema } = this.database.tables;
    const { names: pendingMigrations } = pending;
    return { now, schema, server, pendingMigrations, room, overdue, countedUntil, cluster, work, jobs };
  }
}
