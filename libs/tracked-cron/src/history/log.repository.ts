import type { CronDatabase } from '../database/cron-database.js';
import { isUuid } from './is-uuid.js';
import { LogPageReader, type ReadChunk } from './log-page.js';
import { BEFORE_ALL, checkLogQuery, type LogPage, type LogPosition, type LogQuery } from './log-query.js';

/** Chunks that are read at once: some hundred KB at most. */
const CHUNKS_AT_ONCE = 20;

/** Reads log lines of executions, in flight and ended, wherever they run. */
export class LogRepository {
  private readonly executionSql: string;
  private readonly chunksSql: string;
  private readonly lastSql: string;

  constructor(
    private readonly database: CronDatabase,
    private readonly scope: { readonly application: string },
  ) {
    const { allExecutions, jobs, logChunks } = database.tables;
    this.executionSql = `
      select e.completed_at is null as "inFlight", coalesce(jsonb_typeof(j.options -> 'logs') = 'object', false) as captured
      from ${allExecutions} e left join ${jobs} j on j.id = e.job_id
      where e.id = $1 and e.application = $2`;
    this.chunksSql = `
      select attempt, sequence, lines from ${logChunks}
      where execution_id = $1 and (attempt, sequence + line_count - 1) > ($2::integer, $3::integer) and attempt >= $2
      order by attempt, sequence limit ${CHUNKS_AT_ONCE}`;
    // counted without reading a line
    this.lastSql = `
      with counted as (
        select attempt, sequence, sum(line_count) over (order by attempt desc, sequence desc) as lines_to_end
        from ${logChunks} where execution_id = $1)
      select attempt, (sequence + lines_to_end - $2::integer - 1)::integer as sequence
      from counted where lines_to_end >= $2::integer order by lines_to_end limit 1`;
  }

  /**
   * A page of an execution's lines; null when this application has no such execution.
   * @throws TrackedCronError `INVALID_QUERY`, `INVALID_CURSOR`
   */
  async page(executionId: string, query: LogQuery): Promise<LogPage | null> {
    const after = checkLogQuery(query);
    if (!isUuid(executionId)) return null;
    const [execution]: Pick<LogPage, 'inFlight' | 'captured'>[] = await this.database.dataSource.query(
      this.executionSql,
      [executionId, this.scope.application],
    );
    if (!execution) return null;
    const from = query.last === undefined ? after : await this.beforeLast(executionId, query.last);
    const reader = new LogPageReader(query, from);
    await this.read(executionId, reader);
    return { executionId, ...execution, ...reader.finish() };
  }

  /** The place behind which so many lines are left. */
  private async beforeLast(executionId: string, last: number): Promise<LogPosition> {
    const found: LogPosition[] = await this.database.dataSource.query(this.lastSql, [executionId, last]);
    return found[0] ?? BEFORE_ALL;
  }

  private async read(executionId: string, reader: LogPageReader): Promise<void> {
    for (;;) {
      const { attempt, sequence } = reader.position;
      const chunks: ReadChunk[] = await this.database.dataSource.query(this.chunksSql, [
        executionId,
        attempt,
        sequence,
      ]);
      if (!chunks.every((chunk) => reader.take(chunk)) || chunks.length < CHUNKS_AT_ONCE) return;
    }
  }
}
