import { Column, PrimaryColumn } from 'typeorm';

/** What the executions of a job with one status came to in a stretch of time. */
export abstract class RollUpColumns {
  @PrimaryColumn('uuid', { name: 'job_id' })
  jobId!: string;

  /** The hour or the day, in UTC. */
  @PrimaryColumn('timestamp with time zone', { name: 'began_at', precision: 3 })
  beganAt!: Date;

  @PrimaryColumn('text')
  status!: string;

  /** Executions. */
  @Column('integer', { default: 0 })
  count!: number;

  /** Slots beside them that are counted in ranges. */
  @Column('integer', { default: 0 })
  ranged!: number;

  /** Milliseconds, of those that have a duration. */
  @Column('double precision', { name: 'total_ms', default: 0 })
  totalMs!: number;

  @Column('double precision', { name: 'shortest_ms', nullable: true })
  shortestMs!: number | null;

  @Column('double precision', { name: 'longest_ms', nullable: true })
  longestMs!: number | null;

  /** Their distribution: see `Histogram`. */
  @Column('bytea', { nullable: true })
  durations!: Buffer | null;

  /** The longest that a slot waited for its start, milliseconds. */
  @Column('double precision', { name: 'latest_ms', nullable: true })
  latestMs!: number | null;

  /** How long slots waited for their starts: see `Histogram`. */
  @Column('bytea', { nullable: true })
  lateness!: Buffer | null;
}
