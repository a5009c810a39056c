import type { PartitionStorage, SpoolStorage, StorageReport, TableStorage } from 'nestjs-tracked-cron';
import { about, count, fields, instant, list, nullable, number, object, text } from '../openapi/schema.js';

const partition = object<PartitionStorage>('PartitionStorage', {
  name: text,
  from: instant,
  to: instant,
  bytes: about('With its indexes.', count),
  estimatedRows: about('As PostgreSQL last counted them.', nullable(count)),
  dropAfter: about('Null for never.', nullable(instant)),
});

const table = object<TableStorage>('TableStorage', {
  table: text,
  bytes: about('With indexes and what is stored out of line.', count),
  estimatedRows: nullable(count),
  oldestAt: nullable(instant),
  bytesADay: about('How much it grew a day in the last week.', nullable(number)),
  keepMs: about(
    'How long its rows are kept; null for ever, or where it is not partitioned.',
    nullable(count),
  ),
  nextDropAt: nullable(instant),
  partitions: about('Oldest first.', list(partition)),
});

const keptMs = nullable(count);

export const storageReport = object<StorageReport>('StorageReport', {
  at: instant,
  schema: text,
  bytes: count,
  bytesADay: nullable(number),
  retention: about(
    'Milliseconds; null for ever.',
    fields<StorageReport['retention']>({
      completed: keptMs,
      failed: keptMs,
      logs: keptMs,
      hourlyStatistics: keptMs,
      dailyStatistics: keptMs,
      audit: keptMs,
    }),
  ),
  tables: about('The largest first.', list(table)),
  spool: about(
    'What the process that answers keeps on disk until the database takes it.',
    nullable(
      object<SpoolStorage>('SpoolStorage', {
        records: count,
        bytes: count,
        unsafe: about('In memory only, because the disk did not take them.', count),
        lost: count,
        adopted: count,
      }),
    ),
  ),
});
