import { jest } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { CronJob } from 'cron';
import { eventually } from './support/eventually.js';
import { advance, isReady, startHost, useFakeTime, type ObservedHost } from './support/observed-host.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';

const START = Date.parse('2026-03-02T12:00:30.000Z');
const MINUTE = 60_000;

@Injectable()
class Jobs {
  @Cron('* * * * *', { name: 'minutely', timeZone: 'UTC' })
  minutely() {}

  @Cron('0 0 1 1 *', { name: 'yearly', timeZone: 'UTC' })
  yearly() {}
}

describe('slots that nobody ran', () => {
  let database: TestDatabase;
  let hosts: ObservedHost[];

  beforeEach(async () => {
    hosts = [];
    database = await createTestDatabase(START);
    useFakeTime(START);
  });
  afterEach(async () => {
    for (const { app } of hosts) await app.close();
    jest.useRealTimers();
    await database.drop();
  });

  const start = async () => {
    const host = await startHost({ url: database.url, providers: [Jobs] });
    hosts.push(host);
    await isReady(host);
    await advance(host, 1); // its jobs are registered
    return host;
  };
  const stop = async (host: ObservedHost) => {
    hosts.splice(hosts.indexOf(host), 1);
    await host.app.close();
  };
  const ledger = async (job = 'minutely') => {
    const rows = await database.query<{ slot: Date; status: string; reason: string | null }>(
      `select scheduled_at as slot, status, reason from tracked_cron.cron_job_executions
       where job_name = $1 order by scheduled_at`,
      [job],
    );
    return rows.map(({ slot, status, reason }) =>
      [slot.toISOString().slice(11, 16), status, reason].filter(Boolean).join(' '),
    );
  };
  const ranges = () =>
    database.query<{ outcome: string; reason: string; count: number }>(
      'select outcome, reason, count from tracked_cron.cron_job_slot_ranges',
    );
  const becomes = (expected: string[], job?: string) =>
    eventually(
      () => ledger(job),
      (found) => JSON.stringify(found) === JSON.stringify(expected),
    );

  it('because the event loop was blocked, or the machine slept, are missed; the late run stands for the last of them', async () => {
    const host = await start();
    await advance(host, MINUTE);
    const told = new Promise((resolve) => host.manager.events.once('slots.missed', resolve));
    jest.setSystemTime(START + 4 * MINUTE); // cron's timer fires when the process wakes
    await advance(host, MINUTE);
    await becomes([
      '12:01 completed',
      '12:02 missed not_fired',
      '12:03 missed not_fired',
      '12:04 completed',
      '12:05 completed',
    ]);
    expect(await told).toEqual({
      jobName: 'minutely',
      from: new Date('2026-03-02T12:02:00Z'),
      to: new Date('2026-03-02T12:03:00Z'),
      count: 2,
    });
  });

  it('because the timer was late by more than its threshold, are missed', async () => {
    const host = await start();
    const job = CronJob.from({ cronTime: '* * * * *', onTick: () => {}, timeZone: 'UTC', threshold: 100 });
    host.registry.addCronJob('strict', job);
    const warned = jest.spyOn(console, 'warn').mockImplementation(() => {});
    // between the slot's computation and the setting of the timer, a second passes
    const sendAt = job.cronTime.sendAt.bind(job.cronTime);
    const late = jest.spyOn(job.cronTime, 'sendAt').mockImplementationOnce(() => {
      const next = sendAt();
      jest.setSystemTime(START + MINUTE / 2 + 1_000);
      return next as never;
    });
    job.start();
    late.mockRestore();
    expect(warned).toHaveBeenCalledWith(expect.stringContaining('exceeds threshold'));
    warned.mockRestore();
    await advance(host, MINUTE);
    await becomes(['12:01 missed threshold', '12:02 completed'], 'strict');
  });

  it('while the host had stopped the job, are not expected', async () => {
    const host = await start();
    await advance(host, MINUTE);
    const job = host.registry.getCronJob('minutely');
    await job.stop();
    await advance(host, 3 * MINUTE);
    job.start();
    await advance(host, MINUTE);
    await becomes(['12:01 completed', '12:05 completed']);
  });

  it('under a schedule that the host has replaced, are not expected', async () => {
    const host = await start();
    const job = host.registry.getCronJob('yearly');
    job.setTime(host.registry.getCronJob('minutely').cronTime);
    await advance(host, 2 * MINUTE);
    await becomes(['12:01 completed', '12:02 completed'], 'yearly');
    const [{ schedule }] = await database.query<{ schedule: string }>(
      "select schedule from tracked_cron.cron_jobs where name = 'yearly'",
    );
    expect(schedule).toBe('* * * * *');
  });

  it('while no instance was alive, are missed, once, whichever instance comes back first', async () => {
    const before = await start();
    await advance(before, MINUTE);
    await stop(before);
    // the instance's row is written in the database's own time, which fake time knows nothing of
    await database.query(
      'update tracked_cron.cron_instances set started_at = $1, stopped_at = $2, lease_until = $2',
      [
        new Date(START),
        new Date(START + 100_000), // 12:02:10
      ],
    );
    jest.setSystemTime(START + 5 * MINUTE);
    await Promise.all([start(), start()]);
    await becomes([
      '12:01 completed',
      '12:03 missed no_instance',
      '12:04 missed no_instance',
      '12:05 missed no_instance',
    ]);
  });

  it('of a long downtime, are rows for the newest hundred and a count for the others', async () => {
    await stop(await start());
    await database.query('delete from tracked_cron.cron_instances');
    jest.setSystemTime(START + 300 * MINUTE);
    await start();
    await eventually(ledger, (found) => found.length === 100);
    expect(await ranges()).toEqual([{ outcome: 'missed', reason: 'no_instance', count: 200 }]);
  });

  it('while another instance was alive, are its own affair', async () => {
    const [one, other] = [await start(), await start()];
    await advance(one, MINUTE);
    await stop(one);
    await advance(other, 3 * MINUTE);
    // even if nothing of it has been written
    await database.query('update tracked_cron.cron_jobs set last_slot_at = $1', [new Date(START)]);
    await database.query('update tracked_cron.cron_instances set started_at = $1', [new Date(START)]);
    await start();
    expect((await ledger()).filter((line) => line.includes('missed'))).toEqual([]);
  });
});
