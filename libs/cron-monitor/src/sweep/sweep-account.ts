import type { JobScope } from 'nestjs-tracked-cron';
import type { CronDatabase, DatabaseClock, Gap, InstanceIdentity } from 'nestjs-tracked-cron/internal';

/** A gap in which nobody swept. */
export interface SweepGap extends Gap {
  /** Whether people have been told of it. */
  readonly told: boolean;
}

/** What sweeps leave to the next one, whichever instance makes it. */
export interface SweepProgress {
  /** Where its look goes on; null before the first one. */
  readonly cursor: string | null;
  /** The newest last. */
  readonly gaps: readonly SweepGap[];
  /** Whether an incident of our own is open about sweeps. */
  readonly blind: boolean;
}

/** How the watch stands. */
export interface SweepState extends SweepProgress {
  readonly sweptAt: Date;
  /** Jobs with an incident that is open. */
  readonly open: readonly { readonly jobId: string | null; readonly subject: string }[];
}

interface StateRow {
  readonly sweptAt: Date;
  readonly progress: {
    readonly cursor?: string;
    readonly blind?: boolean;
    readonly gaps?: readonly { readonly from: string; readonly to: string; readonly told: boolean }[];
  };
  readonly open: SweepState['open'];
}

/** Keeps account of sweeps, for all instances. Over the connections for reading: a sweep that hangs never stands in front of claims. */
export class SweepAccount {
  constructor(
    private readonly database: Pick<CronDatabase, 'tables' | 'dataSource'>,
    private readonly scope: JobScope,
    private readonly instance: Pick<InstanceIdentity, 'id'>,
    private readonly clock: Pick<DatabaseClock, 'now'>,
  ) {}

  /** How the watch stands. Whoever asks first begins it. */
  async state(): Promise<SweepState> {
    const [row] = await this.read();
    if (row === undefined) {
      await this.begin();
      return this.state();
    }
    const { sweptAt, progress, open } = row;
    const gaps = (progress.gaps ?? []).map(({ from, to, told }) => ({
      from: new Date(from),
      to: new Date(to),
      told,
    }));
    return { sweptAt, cursor: progress.cursor ?? null, gaps, blind: progress.blind ?? false, open };
  }

  /**
   * Takes the sweep that is overdue. One instance gets it.
   * @param sweptAt as it was seen: whoever was faster has moved it
   */
  async take(sweptAt: Date, forMs: number): Promise<boolean> {
    const taken: unknown[] = await this.database.dataSource.query(
      `with taken as (
         update ${this.database.tables.alertSweeps} set turn_until = $5
         where application = $1 and environment = $2 and swept_at = $3 and (turn_until is null or turn_until <= $4)
         returning swept_at)
       select from taken`,
      [...this.owner(), sweptAt, this.now(), new Date(this.clock.now() + forMs)],
    );
    return taken.length === 1;
  }

  /** A sweep is through. */
  async swept(at: Date, progress: SweepProgress): Promise<void> {
    await this.database.dataSource.query(
      `update ${this.database.tables.alertSweeps}
       set swept_at = greatest(swept_at, $3), swept_by = $4, progress = $5, turn_until = null
       where application = $1 and environment = $2`,
      [...this.owner(), at, this.instance.id, JSON.stringify(progress)],
    );
  }

  private async begin(): Promise<void> {
    await this.database.dataSource.query(
      `insert into ${this.database.tables.alertSweeps} (application, environment, swept_at) values ($1, $2, $3)
       on conflict do nothing`,
      [...this.owner(), this.now()],
    );
  }

  private read(): Promise<StateRow[]> {
    const { alertSweeps, incidents } = this.database.tables;
    return this.database.dataSource.query(
      `select s.swept_at as "sweptAt", s.progress,
         (select coalesce(jsonb_agg(jsonb_build_object('jobId', i.job_id, 'subject', i.subject)), '[]') from ${incidents} i
          where i.application = $1 and i.environment = $2 and i.resolved_at is null) as open
       from ${alertSweeps} s where s.application = $1 and s.environment = $2`,
      this.owner(),
    );
  }

  private owner(): [string, string] {
    return [this.scope.application, this.scope.environment];
  }

  /** Database time. */
  now(): Date {
    return new Date(this.clock.now());
  }
}
