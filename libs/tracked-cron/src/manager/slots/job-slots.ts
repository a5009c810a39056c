import type { DatabaseClock } from '../../database/database-clock.js';
import type { CronJobEntity } from '../../definition/cron-job.entity.js';
import type { ResolvedRetention } from '../../history/retention.options.js';
import { closedBy, type Calendar } from '../../schedule/calendar.js';
import { Schedule } from '../../schedule/schedule.js';
import { TrackedCronError } from '../../tracked-cron.error.js';
import type { WhyFactsRepository } from '../why/why-facts.repository.js';
import { clockChangeOf } from './clock-change-of.js';
import type { Fire, Fires, FiresQuery, Ledger, SlotsQuery } from './job-slots.interface.js';
import { layLedger } from './ledger.js';
import type { SlotLedgerRepository } from './slot-ledger.repository.js';
import { firesWindow, ledgerWindow, pageSize } from './slot-window.js';

/** When jobs are due and what became of it, behind `ICronJobManager`; also of jobs that this process doesn't have. */
export class JobSlots {
  constructor(
    private readonly facts: Pick<WhyFactsRepository, 'job'>,
    private readonly ledger: Pick<SlotLedgerRepository, 'recorded'>,
    private readonly clock: Pick<DatabaseClock, 'now'>,
    private readonly settings: { readonly retention: ResolvedRetention },
  ) {}

  async getFires(jobName: string, query: FiresQuery): Promise<Fires> {
    const job = await this.job(jobName);
    const { from, to } = firesWindow(query, this.clock.now());
    const limit = pageSize(query.limit, 50);
    const schedule = considered(job, query);
    const { calendar, jitter } = job.options as { calendar?: readonly Calendar[] | null; jitter?: number };
    const items: Fire[] = [];
    let more = false;
    for (const slot of schedule.slotsBetween(from, to)) {
      if ((more = items.length === limit)) break;
      items.push({
        slot: new Date(slot),
        clockChange: clockChangeOf(schedule, slot),
        closedBy: closedBy(calendar ?? [], schedule.timeZone, slot),
      });
    }
    const { expression, timeZone } = schedule;
    const description = schedule.describe();
    return { jobName, schedule: expression, timeZone, description, jitterMs: jitter ?? 0, items, more };
  }

  async getSlots(jobName: string, query: SlotsQuery): Promise<Ledger> {
    const job = await this.job(jobName);
    const now = this.clock.now();
    const window = ledgerWindow(query, now);
    const limit = pageSize(query.limit, 100);
    const recorded = await this.ledger.recorded(job.id, window, limit);
    const keptSince = now - Math.min(...kept(this.settings.retention));
    return layLedger(job, scheduleOf(job), window, recorded, { now, keptSince, limit });
  }

  private async job(jobName: string): Promise<CronJobEntity> {
    const job = await this.facts.job(jobName);
    if (job) return job;
    throw new TrackedCronError('UNKNOWN_JOB', `There is no job "${jobName}".`, { jobName });
  }
}

function kept({ completed, failed }: ResolvedRetention): number[] {
  return [completed, failed].map((ms) => ms ?? Infinity);
}

/** @throws TrackedCronError what is wrong with the expression or the zone that was asked for, naming the parameter */
function considered(job: CronJobEntity, { expression, timeZone }: FiresQuery): Schedule {
  const own = expression === undefined ? scheduleOf(job) : null;
  if (own !== null && timeZone === undefined) return own;
  if (expression === undefined && own === null) {
    throw new TrackedCronError(
      'NO_SLOT',
      `Job "${job.name}" is a timer of the application: nobody knows when it is due.`,
      { jobName: job.name },
    );
  }
  try {
    return Schedule.of(expression ?? job.schedule, timeZone ?? job.timeZone);
  } catch (error) {
    if (!(error instanceof TrackedCronError)) throw error;
    const parameter = error.code === 'INVALID_TIME_ZONE' ? 'timeZone' : 'expression';
    throw new TrackedCronError(error.code, error.message, { ...error.details, parameter }, { cause: error });
  }
}

/** Null for a timer whose due times nobody knows, and for what a release wrote that knew more. */
function scheduleOf({ schedule, timeZone, options }: CronJobEntity): Schedule | null {
  const observed = options.observed as { readonly slots: boolean } | undefined;
  if (observed && !observed.slots) return null;
  try {
    return Schedule.of(schedule, timeZone);
  } catch (error) {
    if (error instanceof TrackedCronError) return null;
    throw error;
  }
}
