import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity({ name: 'transfers' })
export class Transfer {
  @PrimaryColumn({ type: 'varchar', length: 32 })
  id!: string;

  @Index()
  @Column({ type: 'timestamptz' })
  at!: Date;

  @Column({ type: 'text' })
  player!: string;

  @Column({ name: 'from_team', type: 'varchar', length: 8 })
  from!: string;

  @Column({ name: 'to_team', type: 'varchar', length: 8 })
  to!: string;
}
