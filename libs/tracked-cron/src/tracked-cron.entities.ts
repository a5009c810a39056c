import type { DataSourceContents } from './database/data-source.js';
import { CronInstanceEntity } from './cluster/cron-instance.entity.js';
import { EvidenceEntity } from './cluster/evidence.entity.js';
import { LiveExecutionEntity } from './cluster/live-execution.entity.js';
import { SlotRangeEntity } from './cluster/slot-range.entity.js';
import { TriggerKeyEntity } from './cluster/trigger-key.entity.js';
import { ConcurrencyGroupEntity } from './cluster/concurrency-group.entity.js';
import { CronJobEntity } from './definition/cron-job.entity.js';
import { FreezeEntity } from './definition/freeze.entity.js';
import { HoldEntity } from './definition/hold.entity.js';
import { OverrideEntity } from './definition/overrides/override.entity.js';
import { GenerationEntity } from './definition/generation.entity.js';
import { Foundation1763900000000 } from './database/migrations/1763900000000-foundation.js';
import { Lanes1764020000000 } from './database/migrations/1764020000000-lanes.js';
import { RetriesAndBreakers1764100000000 } from './database/migrations/1764100000000-retries-and-breakers.js';
import { BlockedLoop1764104400000 } from './database/migrations/1764104400000-blocked-loop.js';
import { RoomForWatermarks1764140000000 } from './database/migrations/1764140000000-room-for-watermarks.js';
import { Evidence1764150000000 } from './database/migrations/1764150000000-evidence.js';
import { Retention1764210000000 } from './database/migrations/1764210000000-retention.js';
import { Holds1764210000001 } from './database/migrations/1764210000001-holds.js';
import { Overrides1764280000000 } from './database/migrations/1764280000000-overrides.js';
import { Generations1764170000000 } from './database/migrations/1764170000000-generations.js';
import { Errors1764270000000 } from './database/migrations/1764270000000-errors.js';
import { AnyExecutionView } from './history/any-execution.view.js';
import { AttemptEntity } from './history/attempt.entity.js';
import { DistinctErrorEntity } from './history/distinct-error.entity.js';
import { ExecutionEntity } from './history/execution.entity.js';
import { RetentionEntity } from './history/retention.entity.js';
import { LogLines1764160000000 } from './database/migrations/1764160000000-log-lines.js';
import { Audit1764290000000 } from './database/migrations/1764290000000-audit.js';
import { FreezesByOwner1764340000000 } from './database/migrations/1764340000000-freezes-by-owner.js';
import { Alerts1764350000000 } from './database/migrations/1764350000000-alerts.js';
import { AuditEntity } from './manager/audit/audit.entity.js';
import { LogChunkEntity } from './history/log-chunk.entity.js';
import { JobDayEntity } from './history/roll-ups/job-day.entity.js';
import { JobHourEntity } from './history/roll-ups/job-hour.entity.js';
import { RecountEntity } from './history/roll-ups/recount.entity.js';
import { RollUpProgressEntity } from './history/roll-ups/roll-up-progress.entity.js';
import { RollUps1764260000000 } from './database/migrations/1764260000000-roll-ups.js';
import { StableViews1764260000001 } from './database/migrations/1764260000001-stable-views.js';

/**
 * Every entity of this library, from the room that writes it, and every migration, oldest first. The monitor's entities lie in
 * its own rooms and are added where it is imported; its tables are made here, because a schema has one order of migrations.
 */
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
    DistinctErrorEntity,
    EvidenceEntity,
    RetentionEntity,
    HoldEntity,
    OverrideEntity,
    GenerationEntity,
    LogChunkEntity,
    JobHourEntity,
    JobDayEntity,
    RecountEntity,
    RollUpProgressEntity,
    AuditEntity,
  ],
  migrations: [
    Foundation1763900000000,
    Lanes1764020000000,
    RetriesAndBreakers1764100000000,
    BlockedLoop1764104400000,
    RoomForWatermarks1764140000000,
    Evidence1764150000000,
    LogLines1764160000000,
    Generations1764170000000,
    Retention1764210000000,
    Holds1764210000001,
    RollUps1764260000000,
    StableViews1764260000001,
    Errors1764270000000,
    Overrides1764280000000,
    Audit1764290000000,
    FreezesByOwner1764340000000,
    Alerts1764350000000,
  ],
};
