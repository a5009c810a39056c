import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StoredLine } from './log-line.js';

/**
 * Some consecutive log lines of an attempt. Lines are numbered from 1 as they are logged, so a gap between two chunks says
 * how many lines were dropped there. Partitioned by the time in the execution's id.
 */
@Entity('cron_job_log_chunks')
export class LogChunkEntity {
  @PrimaryColumn('uuid', { name: 'execution_id' })
  executionId!: string;

  /** The attempt that logged them; 1 for the first. */
  @PrimaryColumn('integer')
  attempt!: number;

  /** Number of its first line. */
  @PrimaryColumn('integer')
  sequence!: number;

  @Column('integer', { name: 'line_count' })
  lineCount!: number;

  /** What its lines count towards `maxBytes`. */
  @Column('integer')
  bytes!: number;

  @Column('jsonb')
  lines!: StoredLine[];
}
