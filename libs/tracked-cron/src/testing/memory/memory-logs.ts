import type { AttemptLog } from '../../history/attempt-log.js';
import { keyOf, type LogChunk } from '../../history/log-chunk.js';
import { storedLine } from '../../history/log-chunk.repository.js';
import type { LogJournal } from '../../history/log-journal.js';
import type { CapturedLine } from '../../history/log-line.js';
import { LogPageReader } from '../../history/log-page.js';
import {
  BEFORE_ALL,
  checkLogQuery,
  type LogPage,
  type LogPosition,
  type LogQuery,
} from '../../history/log-query.js';
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
  const after = checkLogQuery(query);
  const row = database.ended.get(executionId) ?? database.live.get(executionId);
  if (!row) return null;
  write(database);
  const chunks = [...database.logChunks.values()]
    .filter((chunk) => chunk.executionId === executionId)
    .sort((a, b) => a.attempt - b.attempt || a.sequence - b.sequence);
  const reader = new LogPageReader(query, query.last === undefined ? after : beforeLast(chunks, query.last));
  chunks.every((chunk) => reader.take({ ...chunk, lines: chunk.lines.map(storedLine) }));
  return {
    executionId,
    captured: typeof (database.jobs.get(row.jobId)?.options.logs ?? undefined) === 'object',
    inFlight: row.completedAt === null,
    ...reader.finish(),
  };
}

function beforeLast(chunks: readonly LogChunk[], last: number): LogPosition {
  let linesToEnd = 0;
  for (const { attempt, sequence, lines } of chunks.toReversed()) {
    linesToEnd += lines.length;
    if (linesToEnd >= last) return { attempt, sequence: sequence + linesToEnd - last - 1 };
  }
  return BEFORE_ALL;
}
