import { Column, Entity, PrimaryColumn, UpdateDateColumn } from 'typeorm';

/** A match that is on. The row goes when the match is over: the result then stands in its fixture. */
@Entity({ name: 'live_scores' })
export class LiveScore {
  @PrimaryColumn({ name: 'fixture_id', type: 'varchar', length: 32 })
  fixtureId!: string;

  @Column({ type: 'integer' })
  minute!: number;

  @Column({ name: 'home_goals', type: 'integer' })
  homeGoals!: number;

  @Column({ name: 'away_goals', type: 'integer' })
  awayGoals!: number;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
