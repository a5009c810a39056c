import { jest } from '@jest/globals';
import { Injectable, Logger } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { Recorder } from '../libs/tracked-cron/src/history/recorder.js';
import { eventually } from './support/eventually.js';
import { advance, isReady, startHost, useFakeTime, type ObservedHost } from './support/observed-host.js';
import { PostgresProxy } from './support/postgres-proxy.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';

const START = Date.parse('2026-03-02T12:00:30.000Z');
const MINUTE = 60_000;

let calls: string[] = [];
let finish: (() => void) | undefined;

@Injectable()
class Jobs {
  @Cron('* * * * *', { name: 'minutely', timeZone: 'UTC' })
  minutely() {
    calls.push(new Date().toISOString().slice(11, 19));
  }

  @Cron('30 1 12 * * *', { name: 'long', timeZone: 'UTC' })
  async long() {
    await new Promise<void>((resolve) => (finish = resolve));
  }
}

describe('a host that is observed, when the database', () => {
  let raw: TestDatabase;
  let proxy: PostgresProxy;
  let host: ObservedHost | undefined;
  const errors: string[] = [];

  beforeEach(async () => {
    calls = [];
    errors.length = 0;
    finish = undefined;
    host = undefined;
    raw = await createTestDatabase();
    jest
      .spyOn(Logger.prototype, 'error')
      .mockImplementation((text: unknown) => void errors.push(String(text)));
  });
  afterEach(async () => {
    finish?.();
    await host?.app.close();
    jest.useRealTimers();
    jest.restoreAllMocks();
    await proxy.close();
    await raw.drop();
  });

  const rows = async () => {
    const found = await raw
      .query<{ job: string; slot: Date; started: Date; status: string }>(
        `select job_name as job, scheduled_at as slot, started_at as started, status
         from tracked_cron.cron_job_executions_all order by scheduled_at`,
      )
      .catch(() => []);
    return found.map(({ job, slot, started, status }) => {
      const time = (date: Date) => date.toISOString().slice(11, 19);
      return `${job} ${time(slot)} ${time(started)} ${status}`;
    });
  };
  const become = (expected: string[]) =>
    eventually(
      async () => {
        jest.advanceTimersByTime(100); // retries
        return rows();
      },
      (found) => JSON.stringify(found) === JSON.stringify(expected),
    );

  it('is away at boot, boots and runs as before, and has it all recorded when it is back', async () => {
    proxy = await PostgresProxy.before(raw.url, { refusing: true });
    useFakeTime(START);
    host = await startHost({ url: proxy.url, providers: [Jobs] });
    await advance(host, 2 * MINUTE);
    expect(calls).toEqual(['12:01:00', '12:02:00']);
    await proxy.accept();
    finish!();
    await become([
      'minutely 12:01:00 12:01:00 completed',
      'long 12:01:30 12:01:30 completed',
      'minutely 12:02:00 12:02:00 completed',
    ]);
    const statuses = await host.manager.getStatuses();
    expect(statuses.map(({ jobName, health }) => [jobName, health])).toEqual([
      ['long', 'healthy'],
      ['minutely', 'healthy'],
    ]);
  });

  it('goes away while jobs run, misses none of them, and records each once', async () => {
    proxy = await PostgresProxy.before(raw.url);
    useFakeTime(START);
    host = await startHost({ url: proxy.url, providers: [Jobs] });
    await isReady(host);
    await advance(host, MINUTE + 5_000);
    await become(['minutely 12:01:00 12:01:00 completed', 'long 12:01:30 12:01:30 running']);
    await proxy.refuse();
    await advance(host, 2 * MINUTE);
    expect(calls).toEqual(['12:01:00', '12:02:00', '12:03:00']);
    expect(errors.filter((text) => text.includes("Executions can't be recorded"))).not.toEqual([]);
    finish!();
    await proxy.accept();
    await become([
      'minutely 12:01:00 12:01:00 completed',
      'long 12:01:30 12:01:30 completed',
      'minutely 12:02:00 12:02:00 completed',
      'minutely 12:03:00 12:03:00 completed',
    ]);
  });

  it('shows a run that began while it was away as soon as it is back', async () => {
    proxy = await PostgresProxy.before(raw.url);
    useFakeTime(START + 15_000);
    host = await startHost({ url: proxy.url, providers: [Jobs] });
    await isReady(host);
    await proxy.refuse();
    await advance(host, MINUTE);
    await proxy.accept();
    await become(['minutely 12:01:00 12:01:00 completed', 'long 12:01:30 12:01:30 running']);
  });

  it('swallows everything, does not keep the host from booting, running and closing', async () => {
    proxy = await PostgresProxy.before(raw.url);
    proxy.swallow();
    host = await startHost({ url: proxy.url, providers: [Jobs], wallClock: false });
    await host.registry.getCronJob('minutely').fireOnTick();
    expect(calls).toHaveLength(1);
    expect(host.app.get(Recorder, { strict: false }).backlog).toBe(1);
    proxy.cut();
  });

  it('refuses the role, boots and runs as before, and says what is wrong', async () => {
    await raw.query(`create role "r_${process.pid}" login password 'x'`);
    await raw.query(`revoke all on schema public from public`);
    proxy = await PostgresProxy.before(raw.url);
    const url = new URL(proxy.url);
    url.username = `r_${process.pid}`;
    url.password = 'x';
    host = await startHost({ url: url.href, providers: [Jobs], wallClock: false });
    await host.registry.getCronJob('minutely').fireOnTick();
    expect(calls).toHaveLength(1);
    await eventually(() => errors.some((text) => /permission denied/.test(text)));
    await host.app.close();
    host = undefined;
    await raw.query(`drop role "r_${process.pid}"`);
  });

  it('is away, still stops the boot where it was asked to', async () => {
    proxy = await PostgresProxy.before(raw.url, { refusing: true });
    const starting = startHost({ url: proxy.url, providers: [Jobs], options: { onUnavailable: 'fail' } });
    await expect(starting).rejects.toThrow(/ECONNREFUSED/);
  });
});

it('Under NODE_ENV=test, unless asked, nothing is wrapped and nothing is recorded', async () => {
  const host = await startHost({
    url: 'postgres://127.0.0.1:1/none',
    providers: [Jobs],
    options: { execute: undefined },
  });
  expect(Object.hasOwn(host.registry, 'addCronJob')).toBe(false);
  expect(Object.hasOwn(host.registry.getCronJob('minutely'), 'start')).toBe(false);
  await host.app.close();
});

it('Without ScheduleModule the host is told what to import', async () => {
  const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => {});
  const database = await createTestDatabase();
  const host = await startHost({ url: database.url, providers: [], schedule: [] });
  expect(warned).toHaveBeenCalledWith(expect.stringContaining('ScheduleModule.forRoot()'));
  warned.mockRestore();
  await host.app.close();
  await database.drop();
});
