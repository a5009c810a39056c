import { Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** One import: what it found and what of that was new. */
@Entity({ name: 'import_log' })
export class ImportLogEntry {
  @PrimaryGeneratedColumn({ type: 'bigint' })
  id!: string;

  @Column({ type: 'text' })
  source!: string;

  @Index()
  @CreateDateColumn({ name: 'imported_at', type: 'timestamptz' })
  importedAt!: Date;

  @Column({ type: 'integer' })
  found!: number;

  @Column({ type: 'integer' })
  changed!: number;
}
