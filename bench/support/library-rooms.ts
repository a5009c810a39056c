import { SystemClock } from '../../libs/tracked-cron/src/clock.js';
import { CronDatabase } from '../../libs/tracked-cron/src/database/cron-database.js';
import { DatabaseClock } from '../../libs/tracked-cron/src/database/database-clock.js';
import { resolveDatabaseOptions } from '../../libs/tracked-cron/src/database/database.options.js';
import { CronJobRepository } from '../../libs/tracked-cron/src/definition/cron-job.repository.js';
import { defineJob } from '../../libs/tracked-cron/src/definition/define-job.js';
import { GenerationRepository } from '../../libs/tracked-cron/src/definition/generation.repository.js';
import { OverrideRepository } from '../../libs/tracked-cron/src/definition/overrides/override.repository.js';
import type { RegisteredJob } from '../../libs/tracked-cron/src/definition/job-registry.js';
import { PartitionKeeper } from '../../libs/tracked-cron/src/history/partition-keeper.js';
import { UuidV7Generator } from '../../libs/tracked-cron/src/id-generator.js';
import { trackedCronTables } from '../../libs/tracked-cron/src/tracked-cron.entities.js';

/** The library's tables, with jobs in them, without an application around them. */
export interface LibraryRooms {
  readonly clock: SystemClock;
  readonly ids: UuidV7Generator;
  readonly database: CronDatabase;
  readonly jobs: RegisteredJob[];
}

export async function openRooms(url: string, jobCount: number): Promise<LibraryRooms> {
  const clock = new SystemClock();
  const ids = new UuidV7Generator();
  const database = new CronDatabase(resolveDatabaseOptions({ url }), trackedCronTables);
  await database.open();
  await new PartitionKeeper(database, new DatabaseClock(clock)).runOnce();
  const code = {
    application: 'bench',
    environment: 'bench',
    release: null,
    leaseTtl: 15_000,
    execution: { any: false },
    observe: false,
  };
  const definitions = Array.from({ length: jobCount }, (_, index) =>
    defineJob(
      {
        schedule: '0 0 1 1 *',
        options: { overlap: 'allow' },
        handler: { kind: 'function', run: () => undefined },
        defaultName: `job${index}`,
        source: 'bench',
      },
      { timeZone: 'UTC' },
    ),
  );
  const generations = new GenerationRepository(database, ids, code);
  const nobody = { id: ids.next(clock.now()), generationId: null };
  const repository = new CronJobRepository(
    database,
    ids,
    code,
    generations,
    nobody,
    new OverrideRepository(database, ids, code),
  );
  const jobs = await repository.register(definitions, clock.now());
  return { clock, ids, database, jobs };
}
