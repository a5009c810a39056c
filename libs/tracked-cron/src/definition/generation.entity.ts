import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Code that runs jobs, as far as its instances are alike: one release, one set of definitions. */
@Entity('cron_generations')
@Index('cron_generations_code', ['application', 'environment', 'fingerprint'], { unique: true })
export class GenerationEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  application!: string;

  @Column('text')
  environment!: string;

  /** Release of the application, where it is known. */
  @Column('text', { nullable: true })
  release!: string | null;

  /** Of the release and the definitions in the code. */
  @Column('text')
  fingerprint!: string;

  /** Every job that one of its instances has registered. */
  @Column('uuid', { name: 'job_ids', array: true, default: () => "'{}'" })
  jobIds!: string[];

  /** When it was last started anew, with none of its instances alive: the newest of those alive decides. */
  @Column('timestamp with time zone', { name: 'began_at', precision: 3 })
  beganAt!: Date;

  /** When one of its instances was last known to be alive, to within some hours. */
  @Column('timestamp with time zone', { name: 'seen_at', precision: 3 })
  seenAt!: Date;
}
