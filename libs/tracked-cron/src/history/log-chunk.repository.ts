import type { CronDatabase } from '../database/cron-database.js';
import { plainArray } from '../database/plain-array.js';
import type { LogChunk, LogChunkKey } from './log-chunk.js';
import type { CapturedLine, StoredLine } from './log-line.js';

/** Writes chunks of log lines, and deletes those that no longer fit. */
export class LogChunkRepository {
  private readonly insertSql: string;
  private readonly deleteSql: string;

  constructor(private readonly database: CronDatabase) {
    const { logChunks } = database.tables;
    // sent again because the answer was lost, it stands already
    this.insertSql = `
      insert into ${logChunks} (execution_id, attempt, sequence, line_count, bytes, lines)
      select * from unnest($1::uuid[], $2::integer[], $3::integer[], $4::integer[], $5::integer[], $6::jsonb[])
      on conflict do nothing`;
    this.deleteSql = `
      delete from ${logChunks} c
      using unnest($7::uuid[], $8::integer[], $9::integer[]) as s(execution_id, attempt, sequence)
      where c.execution_id = any($7::uuid[]) and c.execution_id = s.execution_id and c.attempt = s.attempt
        and c.sequence = s.sequence`;
  }

  /** In one statement. Sending the same again is harmless. */
  async write(chunks: readonly LogChunk[], surplus: readonly LogChunkKey[]): Promise<void> {
    const rows = [
      ...keysOf(chunks),
      plainArray(chunks.map(({ lines }) => lines.length)),
      plainArray(chunks.map(({ bytes }) => bytes)),
      chunks.map(({ lines }) => JSON.stringify(lines.map(storedLine))),
    ];
    if (surplus.length === 0) await this.database.writes.query(this.insertSql, rows);
    else {
      const both = `with surplus as (${this.deleteSql}) ${this.insertSql}`;
      await this.database.writes.query(both, [...rows, ...keysOf(surplus)]);
    }
  }
}

function keysOf(keys: readonly LogChunkKey[]): string[] {
  return [
    plainArray(keys.map(({ executionId }) => executionId)),
    plainArray(keys.map(({ attempt }) => attempt)),
    plainArray(keys.map(({ sequence }) => sequence)),
  ];
}

/** A line as a chunk holds it. */
export function storedLine({ at, level, context, text }: CapturedLine): StoredLine {
  return [at, level, context, text];
}
