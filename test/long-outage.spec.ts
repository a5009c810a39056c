import { Injectable } from '@nestjs/common';
import { TrackedCron } from 'nestjs-tracked-cron';
import { VirtualClock } from '../libs/tracked-cron/src/testing/virtual-clock.js';
import { eventually } from './support/eventually.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance, aQuietMinute } from './support/test-instance.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

@Injectable()
class Jobs {
  @TrackedCron('* * * * *', { name: 'often' })
  often(): void {}

  @TrackedCron('@every 1s', { name: 'constantly' })
  constantly(): void {}

  @TrackedCron('@every 2h', { name: 'seldom', catchUpWindow: '1s' })
  seldom(): void {}
}

describe('after an outage of three hours', () => {
  let raw: TestDatabase;

  beforeEach(async () => {
    raw = await createTestDatabase();
  });
  afterEach(() => raw.drop());

  const outcomes = async (jobName: string) => {
    const rows = await raw.query<{ status: string; slot: number; n: number }>(
      `select status || coalesce(' ' || reason, '') as status, min(extract(epoch from scheduled_at)::float8 * 1000) as slot, count(*)::int as n
       from tracked_cron.cron_job_executions_all where job_name = $1 group by 1 order by 1`,
      [jobName],
    );
    return Object.fromEntries(rows.map(({ status, slot, n }) => [status, { slot, n }]));
  };
  const counted = (jobName: string) =>
    raw.query(
      `select r.outcome, r.reason, r.count from tracked_cron.cron_job_slot_ranges r
       join tracked_cron.cron_jobs j on j.id = r.job_id where j.name = $1`,
      [jobName],
    );

  it('the latest slots run, and every other one is missed: the newest by row, the others in a range', async () => {
    // more than three hours ago, at an hour that is even
    const start = aQuietMinute() - 4 * HOUR - (aQuietMinute() % (2 * HOUR));
    await (await startInstance({ url: raw.url, clock: new VirtualClock(start), providers: [Jobs] })).close();
    // it lived in virtual time, which the database knows nothing of
    const before = new Date(start - HOUR);
    await raw.query(
      'update tracked_cron.cron_instances set started_at = $1, renewed_at = $2, lease_until = $2, stopped_at = $2',
      [before, new Date(start)],
    );
    const clock = new VirtualClock(start + 3 * HOUR);
    const instance = await startInstance({ url: raw.url, clock, providers: [Jobs] });
    await eventually(
      async () => {
        clock.advance(1); // lets the timer fire that the boot has set
        return outcomes('constantly');
      },
      ({ completed }) => completed?.n === 1,
    );
    await eventually(
      () => outcomes('often'),
      ({ completed }) => completed?.n === 1,
    );

    expect(await outcomes('often')).toEqual({
      completed: { slot: clock.now() - (clock.now() % MINUTE), n: 1 },
      'missed no_instance': { slot: start + 80 * MINUTE, n: 100 },
    });
    expect(await counted('often')).toEqual([{ outcome: 'missed', reason: 'no_instance', count: 79 }]);

    // 10,800 slots: most of them were counted, not walked
    expect(await outcomes('constantly')).toMatchObject({
      completed: { n: 1 },
      'missed no_instance': { n: 100 },
    });
    expect(await counted('constantly')).toEqual([
      { outcome: 'missed', reason: 'no_instance', count: 10_699 },
    ]);

    expect(await outcomes('seldom')).toEqual({ 'missed no_instance': { slot: start + 2 * HOUR, n: 1 } });
    await instance.close();
  });
});
