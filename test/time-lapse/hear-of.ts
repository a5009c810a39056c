import type { TrackedCronEvents } from 'nestjs-tracked-cron';
import type { Moment } from './moment.js';

/** Has an instance hear of a moment, as it would if the execution had been its own. Slots that are skipped are only written. */
export function hearOf({ at, write }: Moment, events: TrackedCronEvents): void {
  switch (write.kind) {
    case 'breaker': {
      const { job, open } = write;
      if (open === null) events.emit('breaker.closed', () => ({ jobName: job.name }));
      else events.emit('breaker.opened', () => ({ ...open, jobName: job.name, until: new Date(open.until) }));
      return;
    }
    case 'attempt': {
      const { job, slot } = write.run;
      events.emit('execution.retrying', () => ({
        executionId: `${job.name} ${slot}`,
        jobName: job.name,
        attempt: 1,
        maxAttempts: 3,
        failure: write.failure,
        error: null,
        retryAt: new Date(write.retryAt),
      }));
      return;
    }
    case 'ended':
      return hearOfEnd(at, write, events);
  }
}

function hearOfEnd(
  at: number,
  { run: { job, slot }, status, endedAt, columns }: Extract<Moment['write'], { kind: 'ended' }>,
  events: TrackedCronEvents,
): void {
  const jobName = job.name;
  const executionId = `${jobName} ${slot}`;
  if (status === 'missed')
    events.emit('slots.missed', () => ({ jobName, from: new Date(slot), to: new Date(slot), count: 1 }));
  else if (status === 'lost') events.emit('execution.lost', () => ({ executionId, jobName }));
  else if (status !== 'skipped')
    events.emit('execution.ended', () => ({
      executionId,
      jobName,
      scheduledAt: new Date(slot),
      status,
      reason: (columns.reason ?? null) as string | null,
      durationMs: endedAt - slot,
      error: null,
      trigger: 'schedule',
      attempt: 1,
    }));
}
