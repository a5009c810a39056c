import type { EvidenceEntity } from '../../cluster/evidence.entity.js';
import type { JobScope } from '../../definition/cron-job.repository.js';
import type { MemoryDatabase } from './memory-database.js';

/** A pause or a freeze, as evidence of it stays. */
export interface Hold extends Pick<EvidenceEntity, 'id' | 'jobId' | 'detail'>, JobScope {
  readonly kind: 'paused' | 'frozen';
  readonly from: Date;
  readonly until: Date | null;
}

/** Notes that a hold begins; one of the same kind and extent that still goes on ends then. */
export function noteHold(database: MemoryDatabase, hold: Hold): void {
  endHold(database, hold, hold.from);
  const { id, application, environment, kind, jobId, from, until, detail } = hold;
  database.evidence.push({
    id,
    application,
    environment,
    instanceId: null,
    jobId,
    kind,
    beganAt: from,
    endedAt: until,
    detail,
  });
}

/** Notes that a hold of one job, or of one group, is over. */
export function endHold(
  database: MemoryDatabase,
  { kind, jobId, detail }: Pick<Hold, 'kind' | 'jobId' | 'detail'>,
  at: Date,
): void {
  for (const one of database.evidence) {
    const same = one.kind === kind && one.jobId === jobId && one.detail.group === detail.group;
    if (same && (one.endedAt === null || one.endedAt > at)) one.endedAt = at;
  }
}
