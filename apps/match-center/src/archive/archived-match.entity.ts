import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A match of a past season. */
@Entity({ name: 'archived_matches' })
export class ArchivedMatch {
  @PrimaryColumn({ type: 'varchar', length: 32 })
  id!: string;

  @Index()
  @Column({ type: 'integer' })
  season!: number;

  @Column({ name: 'match_day', type: 'integer' })
  matchDay!: number;

  @Column({ type: 'varchar', length: 8 })
  home!: string;

  @Column({ type: 'varchar', length: 8 })
  away!: string;

  @Column({ name: 'kick_off', type: 'timestamptz' })
  kickOff!: Date;

  /** `null` when nobody was there to take the result down, as is `awayGoals` */
  @Column({ name: 'home_goals', type: 'integer', nullable: true })
  homeGoals!: number | null;

  @Column({ name: 'away_goals', type: 'integer', nullable: true })
  awayGoals!: number | null;

  @Column({ name: 'archived_at', type: 'timestamptz', default: () => 'now()' })
  archivedAt!: Date;
}
