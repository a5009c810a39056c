import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How likely a team is to win the season. */
@Entity({ name: 'title_chances' })
export class TitleChance {
  @PrimaryColumn({ type: 'integer' })
  season!: number;

  @PrimaryColumn({ type: 'varchar', length: 8 })
  team!: string;

  /** 0 to 1 */
  @Column({ type: 'double precision' })
  chance!: number;

  @Column({ name: 'calculated_at', type: 'timestamptz' })
  calculatedAt!: Date;
}
