import type { DataSourceContents } from './database/data-source.js';
import { CronInstanceEntity } from './cluster/cron-instance.entity.js';
import { LiveExecutionEntity } from './cluster/live-execution.entity.js';
import { SlotRangeEntity } from './cluster/slot-range.entity.js';
import { TriggerKeyEntity } from './cluster/trigger-key.entity.js';
import { ConcurrencyGroupEntity } from './cluster/concurrency-group.entity.js';
import { CronJobEntity } from './definition/cron-job.entity.js';
import { FreezeEntity } from './definition/freeze.entity.js';
import { Foundation1763900000000 } from './database/migrations/1763900000000-foundation.js';
import { Lanes1764020000000 } from './database/migrations/1764020000000-lanes.js';
import { RetriesAndBreakers1764100000000 } from './database/migrations/1764100000000-retries-and-breakers.js';
import { BlockedLoop1764104400000 } from './database/migrations/1764104400000-blocked-loop.js';
import { RoomForWatermarks1764140000000 } from './database/migrations/1764140000000-room-for-watermarks.js';
import { AnyExecutionView } from './history/any-execution.view.js';
import { AttemptEntity } from './history/attempt.entity.js';
import { ExecutionEntity } from './history/execution.entity.js';

/** Every entity, from the room that writes it, and every migration, oldest first. */
export const trackedCronTables: DataSourceContents = {
  entities: [
    CronJobEntity,
    CronInstanceEntity,
    LiveExecutionEntity,
    ExecutionEntity,
    AnyExecutionView,
    SlotRangeEntity,
    TriggerKeyEntity,
    ConcurrencyGroupEntity,
    FreezeEntity,
    AttemptEntity,
  ],
  migrations: [
    Foundation1763900000000,
    Lanes1764020000000,
    RetriesAndBreakers1764100000000,
    BlockedLoop1764104400000,
    RoomForWatermarks1764140000000,
  ],
};
