import { Injectable } from '@nestjs/common';
import { TrackedCron } from 'nestjs-tracked-cron';
import { CronMonitorModule } from 'nestjs-tracked-cron/monitor';
import { RecordingChannel } from '../../../../../test/support/recording-channel.js';
import { createTestDatabase, type TestDatabase } from '../../../../../test/support/test-database.js';
import { startInstance, aQuietMinute, type TestInstance } from '../../../../../test/support/test-instance.js';
import { VirtualClock } from '../../../../tracked-cron/src/testing/virtual-clock.js';
import type { AlertTelling } from '../../alert-telling.js';
import { ALERT_TELLING } from '../../cron-monitor.tokens.js';
import { WeeklyDigests } from './weekly-digests.js';
import { TellingLoop } from '../telling-loop.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

@Injectable()
class Jobs {
  @TrackedCron('*/5 * * * *', {
    name: 'feed',
    owner: 'ada',
    alertThresholds: { consecutiveFailures: 3, failureRate: 1 },
  })
  feed(): void {}

  @TrackedCron('0 * * * *', { name: 'hourly', owner: 'bob' })
  hourly(): void {}
}

/** What an execution came to: `c`ompleted, `f`ailed, `l`ate by 20 minutes and completed. */
type Life = string;

describe('a dry run over the history', () => {
  const chat = new RecordingChannel('chat');
  const clock = new VirtualClock(aQuietMinute());
  let database: TestDatabase;
  let instance: TestInstance;
  let telling: AlertTelling;

  beforeAll(async () => {
    database = await createTestDatabase();
    instance = await startInstance({
      url: database.url,
      clock,
      providers: [Jobs],
      imports: [
        CronMonitorModule.forRoot({
          channels: [chat],
          // a week's digest every hour, so that no spec has to wait for a Monday
          weeklyDigest: { schedule: '0 * * * *', timeZone: 'UTC' },
        }),
      ],
    });
    telling = instance.app.get<AlertTelling>(ALERT_TELLING, { strict: false });
  });
  afterAll(async () => {
    await instance.close();
    await database.drop();
  });
  beforeEach(async () => {
    await instance.app.get(TellingLoop, { strict: false }).runOnce();
    for (const table of ['cron_job_executions', 'cron_notifications'])
      await database.query(`delete from tracked_cron.${table}`);
    chat.forget();
  });

  /** Writes what became of a job's slots, one after the other, up to some hours ago. */
  async function lived(jobName: string, periodMs: number, life: Life): Promise<void> {
    const first = Math.floor(clock.now() / HOUR) * HOUR - 5 * HOUR - life.length * periodMs;
    const rows = [...life].map((letter, nth) => {
      const slot = first + nth * periodMs;
      const started = slot + (letter === 'l' ? 20 * MINUTE : 0);
      return {
        slot: new Date(slot),
        started: new Date(started),
        ended: new Date(started + 1_000),
        failed: letter === 'f',
      };
    });
    await database.query(
      `insert into tracked_cron.cron_job_executions (id, application, environment, job_id, job_name, owner, trigger, status, kept,
         scheduled_at, started_at, completed_at, duration_ms, attempt, max_attempts, epoch, definition_version, instance_id)
       select (lpad(to_hex((extract(epoch from ended) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(n::int), 3, '0') || '8' || lpad('0', 15, '0'))::uuid,
         'test', 'test', j.id, j.name, j.owner, 'schedule', case when failed then 'failed' else 'completed' end,
         case when failed then 'long' else 'short' end, slot, started, ended, 1000, 1, 1, 1, 1, null
       from tracked_cron.cron_jobs j cross join lateral (
         select * from rows from (jsonb_to_recordset($2::jsonb) as (slot timestamptz, started timestamptz, ended timestamptz, failed boolean)) with ordinality
           as r(slot, started, ended, failed, n)) r
       where j.name = $1`,
      [jobName, JSON.stringify(rows)],
    );
  }

  it('says how often it would have told, by the rules that hold now', async () => {
    await lived('feed', 5 * MINUTE, 'ccccfffccccffccccffffffcc');
    const run = await telling.dryRun({ jobName: 'feed' });
    expect(run).toMatchObject({ told: 2, suppressed: {} });
    expect(run.examples).toHaveLength(2);
    expect(run.examples[0]).toMatchObject({
      jobName: 'feed',
      channels: ['chat'],
      text: 'FAILED · feed · test: the last 3 executions failed',
    });
    expect(run.examples[0].at.getTime()).toBeGreaterThan(run.examples[1].at.getTime());
  });

  it('and by others, or by the defaults', async () => {
    await lived('feed', 5 * MINUTE, 'ccccfffccccffccccffffffcc');
    const told = async (alertThresholds: unknown) =>
      (await telling.dryRun({ jobName: 'feed', alertThresholds })).told;
    expect(await told({ consecutiveFailures: 2, failureRate: 1 })).toBe(3);
    expect(await told({ consecutiveFailures: 6, failureRate: 1 })).toBe(1);
    expect(await told({ consecutiveFailures: 7, failureRate: 1 })).toBe(0);
    expect(await told({})).toBe(4); // by its failure rate, too, before it fails three times in a row
    await expect(told({ consecutiveFailures: 0 })).rejects.toMatchObject({ code: 'INVALID_THRESHOLD' });
  });

  it('goes through what was late, and through other routes', async () => {
    await lived('hourly', HOUR, 'cccclcccc');
    expect(await telling.dryRun({})).toMatchObject({
      told: 1,
      examples: [{ jobName: 'hourly', severity: 'warning' }],
    });
    const routes = [{ when: { severity: 'error' }, channels: ['chat'] }];
    expect(await telling.dryRun({ routes })).toMatchObject({ told: 0, suppressed: { no_route: 1 } });
    await expect(telling.dryRun({ routes: [{ channels: ['chta'] }] })).rejects.toMatchObject({
      code: 'INVALID_OPTION',
    });
    await expect(telling.dryRun({ jobName: 'unknown' })).rejects.toMatchObject({ code: 'UNKNOWN_JOB' });
  });

  it('writes nothing, and a quiet month would have told nothing', async () => {
    await lived('feed', 5 * MINUTE, 'c'.repeat(2_000));
    expect(await telling.dryRun({})).toMatchObject({ told: 0, suppressed: {}, examples: [] });
    for (const table of ['cron_incidents', 'cron_notifications'])
      expect(await database.query(`select from tracked_cron.${table}`)).toEqual([]);
    expect(chat.asked).toEqual([]);
  });

  it('tells each owner once a week how it went, whoever looks first', async () => {
    clock.advance(HOUR - (clock.now() % HOUR));
    const digests = instance.app.get(WeeklyDigests, { strict: false });
    await Promise.all([digests.runOnce(), digests.runOnce()]);
    await instance.app.get(TellingLoop, { strict: false }).runOnce();
    // the monitor may have told meanwhile that it slept through the clock's leap
    const weekly = chat.accepted.filter(({ message }) => message.word === 'WEEKLY');
    expect(weekly.map(({ message }) => message.title).sort()).toEqual([
      'WEEKLY · ada · test',
      'WEEKLY · bob · test',
    ]);
    expect(weekly[0].message.sentence).toMatch(/^The week of (ada|bob): nothing was wrong\.$/);
  });
});
