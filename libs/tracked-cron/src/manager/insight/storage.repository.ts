import type { CronDatabase } from '../../database/cron-database.js';
import { PartitionCatalog } from '../../history/partition-catalog.js';
import { RetentionRepository } from '../../history/retention.repository.js';
import { uuidV7Time } from '../../id-generator.js';
import type { RelationSize, StorageFacts } from './storage.js';

interface OldestRow {
  readonly table: string;
  readonly id: string | null;
}

/** Reads how much room the record takes, as PostgreSQL has it counted: nothing is scanned. Four statements. */
export class StorageRepository {
  private readonly catalog: PartitionCatalog;
  private readonly retention: RetentionRepository;

  constructor(private readonly database: Pick<CronDatabase, 'dataSource' | 'tables' | 'writes'>) {
    this.catalog = new PartitionCatalog(database);
    this.retention = new RetentionRepository(database);
  }

  async facts(): Promise<Pick<StorageFacts, 'schema' | 'relations' | 'partitions' | 'retention' | 'oldest'>> {
    const [relations, oldest, kept] = await Promise.all([this.relations(), this.oldest(), this.kept()]);
    return { schema: this.database.tables.schema, relations, oldest, ...kept };
  }

  /** What there is and how long it is kept: enough to know what should be gone. */
  async kept(): Promise<Pick<StorageFacts, 'partitions' | 'retention'>> {
    const [partitions, retention] = await Promise.all([this.catalog.all(), this.retention.inForce()]);
    return { partitions, retention };
  }

  private relations(): Promise<RelationSize[]> {
    // of a table that is being dropped just now the size is null
    return this.database.dataSource.query(
      `select c.relname as name, coalesce(pg_total_relation_size(c.oid), 0)::float8 as bytes,
         case when c.reltuples < 0 then null else c.reltuples::float8 end as "estimatedRows"
       from pg_class c
       where c.relnamespace = (select oid from pg_namespace where nspname = $1) and c.relkind in ('r', 'm')
       order by c.relname`,
      [this.database.tables.schema],
    );
  }

  /** By the index of the oldest partition that has a row. */
  private async oldest(): Promise<ReadonlyMap<string, number>> {
    const { executions, logChunks } = this.database.tables;
    const ofClass = (kept: string) =>
      `select 'cron_job_executions_${kept}' as "table", (select id from ${executions} where kept = '${kept}' order by id limit 1) as id`;
    const rows: OldestRow[] = await this.database.dataSource.query(
      `${ofClass('short')} union all ${ofClass('long')} union all
       select 'cron_job_log_chunks', (select execution_id from ${logChunks} order by execution_id limit 1)`,
    );
    return new Map(rows.flatMap(({ table, id }) => (id === null ? [] : [[table, uuidV7Time(id)] as const])));
  }
}
