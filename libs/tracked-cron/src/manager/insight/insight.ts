import type { CronDatabase } from '../../database/cron-database.js';
import type { DatabaseClock } from '../../database/database-clock.js';
import type { JobScope } from '../../definition/job-scope.js';
import type { PartitionKeeper } from '../../history/partition-keeper.js';
import { StatisticsRepository } from '../../history/roll-ups/statistics.repository.js';
import type { Spool } from '../../history/spool.js';
import type { SpoolAdoption } from '../../history/spool-adoption.js';
import { diagnose } from '../diagnosis/diagnose.js';
import type { Diagnosis } from '../diagnosis/diagnosis.js';
import type { RecordFacts } from '../diagnosis/diagnosis-facts.js';
import { DiagnosisReader } from '../diagnosis/diagnosis.reader.js';
import { ServerFactsRepository } from '../diagnosis/server-facts.repository.js';
import { InstancesRepository } from './instances.repository.js';
import type { InstancesReport } from './instances.js';
import { MarkReader } from './mark-reader.js';
import type { MarkQuery, MarksReport } from './marks.js';
import { MarksRepository } from './marks.repository.js';
import { scalingSignal, type ScalingQuery, type ScalingSignal } from './scaling.js';
import { checkedScaling } from './scaling-query.js';
import { storageReport, type SpoolStorage, type StorageReport } from './storage.js';
import { StorageRepository } from './storage.repository.js';
import { dueWork } from './work-ahead.js';
import { WorkRepository } from './work.repository.js';

/** Answers questions about the library itself. Each is read when it is asked; nothing of it runs by itself. */
export class Insight {
  private readonly instances: InstancesRepository;
  private readonly storage: StorageRepository;
  private readonly work: WorkRepository;
  private readonly reader: DiagnosisReader;
  private readonly marks: MarkReader;

  constructor(
    database: CronDatabase,
    scope: JobScope,
    private readonly clock: Pick<DatabaseClock, 'now'>,
    partitions: Pick<PartitionKeeper, 'room'>,
    private readonly spool: Spool | null,
    private readonly adoption: Pick<SpoolAdoption, 'adopted'> | null,
  ) {
    this.instances = new InstancesRepository(database, scope);
    this.storage = new StorageRepository(database);
    this.work = new WorkRepository(database, scope);
    const server = new ServerFactsRepository(database);
    const statistics = new StatisticsRepository(database, scope, clock);
    const { storage, instances, work } = this;
    this.reader = new DiagnosisReader(
      database,
      server,
      partitions,
      storage,
      instances,
      work,
      statistics,
      clock,
    );
    this.marks = new MarkReader(new MarksRepository(database, scope), clock);
  }

  getInstances(): Promise<InstancesReport> {
    return this.instances.report(this.now());
  }

  async getStorage(): Promise<StorageReport> {
    const facts = await this.storage.facts();
    return storageReport({ ...facts, now: this.clock.now(), spool: this.spoolStorage() });
  }

  /** @throws TrackedCronError `INVALID_QUERY` */
  async getScaling(query: ScalingQuery = {}): Promise<ScalingSignal> {
    const checked = checkedScaling(query);
    const now = this.now();
    const [work, jobs] = await Promise.all([
      this.work.inFlight(checked.within),
      this.work.jobs(checked.within),
    ]);
    const { running, waiting, workers } = work;
    const due = dueWork(jobs, new Set(work.busyJobs), now, checked.ahead * 1_000);
    return scalingSignal(now, { running, waiting, workers, ...due }, checked);
  }

  /** @throws TrackedCronError `INVALID_QUERY` */
  getMarks(query: MarkQuery): Promise<MarksReport> {
    return this.marks.report(query);
  }

  /** @param notReady why the database is not asked at all; null where it can be */
  async getDiagnosis(notReady: string | null): Promise<Diagnosis> {
    // who looks from outside knows nothing of any process
    const process = this.spool === null ? null : { spool: this.spoolStorage() };
    const record = notReady === null ? await this.record() : { unreachable: notReady };
    return diagnose(this.now(), { record, process });
  }

  /** Nobody needs a diagnosis more than where the database fails. */
  private record(): Promise<RecordFacts | { unreachable: string }> {
    return this.reader.read().catch((error: unknown) => ({ unreachable: wordsOf(error) }));
  }

  private spoolStorage(): SpoolStorage | null {
    if (!this.spool?.isKept) return null;
    const { size: records, bytes, unsafe, lost } = this.spool;
    return { records, bytes, unsafe, lost, adopted: this.adoption?.adopted ?? 0 };
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}

/** Of several addresses that refused the first says it all. */
function wordsOf(error: unknown): string {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  return first instanceof Error ? first.message : String(first);
}
