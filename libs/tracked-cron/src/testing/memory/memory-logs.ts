import type { AttemptLog } from '../../history/attempt-log.js';
import { keyOf } from '../../history/log-chunk.js';
import { storedLine } from '../../history/log-chunk.repository.js';
import type { LogJournal } from '../../history/log-journal.js';
import type { CapturedLine } from '../../history/log-line.js';
import { LogPageReader } from '../../history/log-page.js';
import { checkLogQuery, type LogPage, type LogQuery } from '../../history/log-query.js';
import type { MemoryDatabase } from './memory-database.js';

/** Log lines, written when somebody reads them or when their execution ends; which of them, and how, is as in the database. */
export class MemoryLogs implements Pick<LogJournal, 'add' | 'end'> {
  constructor(private readonly database: MemoryDatabase) {}

  add(log: AttemptLog, line: CapturedLine): void {
    log.add(line);
    this.database.gatheringLogs.add(log);
  }

  end(): void {
    write(this.database);
  }
}

function write({ gatheringLogs, logChunks }: MemoryDatabase): void {
  for (const log of gatheringLogs) {
    const { chunks, surplus } = log.take();
    for (const chunk of chunks) logChunks.set(keyOf(chunk), chunk);
    for (const key of surplus) logChunks.delete(keyOf(key));
  }
  gatheringLogs.clear();
}

/** A page of the lines in memory. */
export function memoryLogPage(
  database: MemoryDatabase,
  executionId: string,
  query: LogQuery,
): LogPage | null {
  const reader = new LogPageReader(query, checkLogQuery(query));
  const row = database.ended.get(executionId) ?? database.live.get(executionId);
  if (!row) return null;
  write(database);
  const chunks = [...database.logChunks.values()]
    .filter((chunk) => chunk.executionId === executionId)
    .sort((a, b) => a.attempt - b.attempt || a.sequence - b.sequence);
  chunks.every((chunk) => reader.take({ ...chunk, lines: chunk.lines.map(storedLine) }));
  return {
    executionId,
    captured: typeof (database.jobs.get(row.jobId)?.options.logs ?? undefined) === 'object',
    inFlight: row.completedAt === null,
    ...reader.finish(),
  };
}
