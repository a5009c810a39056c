import {
  Column,
  CreateDateColumn,
  DataSource,
  Entity,
  Index,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
} from 'typeorm';

/** An execution as one would write it down without this library: one row, with the same facts and comparable indexes. */
@Entity('obvious_executions')
@Index(['jobId', 'createdAt'])
@Index(['jobId', 'scheduledAt'])
@Index(['status', 'createdAt'])
@Index(['trigger', 'createdAt'])
@Index(['fingerprint', 'createdAt'])
export class ObviousExecution {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  jobId!: string;

  @Column('text')
  application!: string;

  @Column('text')
  environment!: string;

  @Column('text')
  jobName!: string;

  @Column('text', { nullable: true })
  group!: string | null;

  @Column('text', { nullable: true })
  owner!: string | null;

  @Column('text')
  status!: string;

  @Column('text')
  trigger!: string;

  @Column('timestamptz', { nullable: true })
  scheduledAt!: Date | null;

  @Column('timestamptz')
  startedAt!: Date;

  @Column('timestamptz', { nullable: true })
  completedAt!: Date | null;

  @Column('double precision', { nullable: true })
  durationMs!: number | null;

  @Column('uuid')
  instanceId!: string;

  @Column('integer')
  attempt!: number;

  @Column('timestamptz', { nullable: true })
  heartbeatAt!: Date | null;

  @Column('text', { nullable: true })
  errorMessage!: string | null;

  @Column('jsonb', { nullable: true })
  errorDetail!: unknown;

  @Column('text', { nullable: true })
  fingerprint!: string | null;

  @Column('jsonb', { nullable: true })
  parameters!: unknown;

  @Column('jsonb', { nullable: true })
  metadata!: unknown;

  @Column('text', { nullable: true })
  release!: string | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt!: Date;
}

/** What is known when a handler is about to start. */
export function obviousBirth(
  jobName: string,
  trigger: string,
  scheduledAt: Date | null,
): Partial<ObviousExecution> {
  return {
    jobId: '0195d6ac-0000-7000-8000-000000000001',
    application: 'bench',
    environment: 'bench',
    jobName,
    status: 'running',
    trigger,
    scheduledAt,
    startedAt: new Date(),
    instanceId: '0195d6ac-0000-7000-8000-000000000002',
    attempt: 1,
    release: null,
  };
}

/** With TypeORM's usual pool of ten. */
export async function openObvious(url: string): Promise<DataSource> {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    entities: [ObviousExecution],
    poolSize: 10,
    uuidExtension: 'pgcrypto', // gen_random_uuid(), which PostgreSQL has without the extension
    installExtensions: false,
    synchronize: true,
  });
  return dataSource.initialize();
}
