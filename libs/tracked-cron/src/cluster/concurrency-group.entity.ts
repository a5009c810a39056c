import { Entity, PrimaryColumn } from 'typeorm';

/** A concurrency group; its row is locked by whoever decides how many of its jobs may run. */
@Entity('cron_concurrency_groups')
export class ConcurrencyGroupEntity {
  @PrimaryColumn('text')
  application!: string;

  @PrimaryColumn('text')
  environment!: string;

  @PrimaryColumn('text')
  key!: string;
}
