import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

@Entity()
export class Player {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Index()
  @Column()
  name!: string;
}

/** What the next release adds, so that there is something to synchronise. */
if (process.env.RELEASE === '2') Column({ type: 'text', nullable: true })(Player.prototype, 'club');
