import { Injectable } from '@nestjs/common';
import { TrackedCron } from 'nestjs-tracked-cron';
import { VirtualClock } from '../libs/tracked-cron/src/testing/virtual-clock.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance } from './support/test-instance.js';

const HOUR = 3_600_000;
const FRIDAY = '2026-03-06T13:00:00Z';

let asked: Date[];

@Injectable()
class Jobs {
  @TrackedCron('0 12 * * *', {
    name: 'invoices',
    calendar: ['office', { holidays: ['03-09'] }],
    catchUpWindow: '7d',
  })
  send() {}

  @TrackedCron('0 12 * * *', {
    name: 'picky',
    catchUpWindow: '7d',
    when: (slot) => {
      asked.push(slot);
      return slot.getUTCDate() === 8 || `not on the ${slot.getUTCDate()}th`;
    },
  })
  pick() {}

  @TrackedCron('0 12 * * *', { name: 'late', jitter: '30m' })
  late() {}
}

describe('a job with a calendar', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    asked = [];
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  it('runs on open days, and counts the others with their reasons', async () => {
    const instance = await startInstance({
      url: database.url,
      clock: new VirtualClock(FRIDAY),
      providers: [Jobs],
      options: { calendars: { office: { businessDays: true } } },
    });
    const { manager, clock, next } = instance;
    expect((await manager.getStatus('invoices')).nextDueAt).toEqual(new Date('2026-03-10T12:00:00Z'));

    const ended = next('execution.ended', 3);
    clock.advance(4 * 24 * HOUR); // to Tuesday, in one go
    const ran = (await ended).map(({ jobName, scheduledAt }) => [
      jobName,
      scheduledAt!.toISOString().slice(0, 10),
    ]);
    expect(ran.sort()).toEqual([
      ['invoices', '2026-03-10'],
      ['late', '2026-03-10'],
      ['picky', '2026-03-08'],
    ]);
    const ranges = await database.query(
      `select name, from_slot::date::text as "from", to_slot::date::text as "to", outcome, reason, count
       from tracked_cron.cron_job_slot_ranges join tracked_cron.cron_jobs j on j.id = job_id
       order by name, from_slot`,
    );
    expect(ranges).toEqual([
      {
        name: 'invoices',
        from: '2026-03-07',
        to: '2026-03-08',
        outcome: 'skipped',
        reason: 'no_business_day',
        count: 2,
      },
      {
        name: 'invoices',
        from: '2026-03-09',
        to: '2026-03-09',
        outcome: 'skipped',
        reason: 'holiday',
        count: 1,
      },
      {
        name: 'picky',
        from: '2026-03-07',
        to: '2026-03-07',
        outcome: 'skipped',
        reason: 'when: not on the 7th',
        count: 1,
      },
      {
        name: 'picky',
        from: '2026-03-09',
        to: '2026-03-09',
        outcome: 'skipped',
        reason: 'when: not on the 9th',
        count: 1,
      },
      {
        name: 'picky',
        from: '2026-03-10',
        to: '2026-03-10',
        outcome: 'skipped',
        reason: 'when: not on the 10th',
        count: 1,
      },
    ]);
    expect(new Set(asked.map((slot) => slot.getUTCDate()))).toEqual(new Set([7, 8, 9, 10]));
    await instance.close();
  });

  it('shows when its next slot starts, jitter included, and is not late before', async () => {
    const instance = await startInstance({
      url: database.url,
      clock: new VirtualClock(FRIDAY),
      providers: [Jobs],
      options: { calendars: { office: {} } },
    });
    const { manager, clock, next } = instance;
    const due = (await manager.getStatus('late')).nextDueAt!.getTime();
    const slot = Date.parse('2026-03-07T12:00:00Z');
    expect(due).toBeGreaterThan(slot);
    expect(due).toBeLessThanOrEqual(slot + HOUR / 2);
    const started = next('execution.started', 2);
    clock.advance(due - clock.now());
    const late = (await started).find(({ jobName }) => jobName === 'late')!;
    expect(late.scheduledAt).toEqual(new Date(slot));
    expect(late.startedAt).toEqual(new Date(due));
    await instance.close();
  });

  it('does not boot with one that nobody knows', async () => {
    const boot = startInstance({
      url: database.url,
      providers: [Jobs],
      options: { calendars: { offices: {} } },
    });
    await expect(boot).rejects.toThrow(
      'Job "invoices" (Jobs.send in AppModule): the calendar "office" is not known: did you mean "offices"?',
    );
    const wrong = startInstance({
      url: database.url,
      options: { calendars: { office: { holidays: ['Easter'] } } },
    });
    await expect(wrong).rejects.toThrow(
      `TrackedCronModule: calendars.office: the holiday "Easter" is not a day: write '2026-12-25', or '12-25' for every year.`,
    );
  });
});
