import type { JobScope } from 'nestjs-tracked-cron';
import type { CronDatabase, DatabaseClock } from 'nestjs-tracked-cron/internal';
import type { Dependencies } from './dependencies.js';

/** What jobs depend on changes with deployments. */
const FRESH_MS = 60_000;
const NOTHING: readonly string[] = [];

/** What every job of the application depends on, whichever instance knows it. */
export class JobDependencies {
  private known: ReadonlyMap<string, readonly string[]> = new Map();
  private readAt = -Infinity;

  constructor(
    private readonly database: Pick<CronDatabase, 'tables' | 'writes'>,
    private readonly scope: JobScope,
    private readonly clock: Pick<DatabaseClock, 'now'>,
  ) {}

  async current(): Promise<Dependencies> {
    if (this.clock.now() - this.readAt >= FRESH_MS) {
      this.known = await this.read();
      this.readAt = this.clock.now();
    }
    return (jobName) => this.known.get(jobName) ?? NOTHING;
  }

  private async read(): Promise<Map<string, readonly string[]>> {
    const { rows } = await this.database.writes.query<{ name: string; parents: string[] }>(
      `select j.name, j.options -> 'dependsOn' as parents from ${this.database.tables.jobs} j
       where j.application = $1 and j.environment = $2 and j.removed_at is null
         and jsonb_typeof(j.options -> 'dependsOn') = 'array'`,
      [this.scope.application, this.scope.environment],
    );
    return new Map(rows.map(({ name, parents }) => [name, parents]));
  }
}
