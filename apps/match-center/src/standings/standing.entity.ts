import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One row of the table of a season. */
@Entity({ name: 'standings' })
export class Standing {
  @PrimaryColumn({ type: 'integer' })
  season!: number;

  @PrimaryColumn({ type: 'varchar', length: 8 })
  team!: string;

  @Column({ type: 'integer' })
  rank!: number;

  @Column({ type: 'integer' })
  played!: number;

  @Column({ type: 'integer' })
  won!: number;

  @Column({ type: 'integer' })
  drawn!: number;

  @Column({ type: 'integer' })
  lost!: number;

  @Column({ name: 'goals_for', type: 'integer' })
  goalsFor!: number;

  @Column({ name: 'goals_against', type: 'integer' })
  goalsAgainst!: number;

  @Column({ type: 'integer' })
  points!: number;
}
