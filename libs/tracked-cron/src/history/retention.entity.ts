import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How long one application wants a part of the record to be kept; the longest wish holds for the tables they share. */
@Entity('cron_retention')
export class RetentionEntity {
  @PrimaryColumn('text')
  application!: string;

  @PrimaryColumn('text')
  environment!: string;

  /** `completed`, `failed`, … */
  @PrimaryColumn('text')
  kind!: string;

  /** Milliseconds; null for ever. */
  @Column('bigint', { name: 'keep_ms', nullable: true })
  keepMs!: string | null;
}
