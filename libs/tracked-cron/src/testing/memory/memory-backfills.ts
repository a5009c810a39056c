import type { BackfillOrder, BackfillRepository } from '../../cluster/backfill.repository.js';
import type { DatabaseClock } from '../../database/database-clock.js';
import { liveRow } from './execution-row.js';
import type { MemoryDatabase } from './memory-database.js';

/** Births of backfills, as {@link BackfillRepository} has them. */
export class MemoryBackfills implements Pick<BackfillRepository, 'birth'> {
  constructor(
    private readonly database: MemoryDatabase,
    private readonly clock: DatabaseClock,
  ) {}

  async birth({ jobId, slots, by, reason, release, most }: BackfillOrder): Promise<boolean> {
    const waiting = this.database
      .liveOf(jobId)
      .filter(({ trigger, holdsLane }) => trigger === 'backfill' && !holdsLane);
    if (waiting.length + slots.length > most) return false;
    const job = this.database.jobs.get(jobId)!;
    for (const { id, slot } of slots) {
      const birth = {
        id,
        status: 'pending',
        reason: null,
        trigger: 'backfill',
        scheduledAt: slot,
        nextSlotAt: null,
        now: this.clock.now(),
        instanceId: null,
        release,
        triggeredBy: by,
        triggerReason: reason,
      } as const;
      this.database.live.set(id, liveRow(job, birth, false));
    }
    return true;
  }
}
