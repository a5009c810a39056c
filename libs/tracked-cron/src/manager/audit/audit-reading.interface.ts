import type { AuditPage, AuditQuery } from './audit-query.js';

/** Who decided what. */
export interface AuditReading {
  /**
   * A page of the audit log, newest first: everything that was triggered, cancelled, skipped, paused, frozen and made up for,
   * whichever way it was asked. An action whose end is not on record is there as `asked`.
   * @throws TrackedCronError `INVALID_QUERY`, `INVALID_CURSOR`
   */
  getAudit(query?: AuditQuery): Promise<AuditPage>;
}
