import { Injectable, Logger, type INestApplication } from '@nestjs/common';
import { EventEmitterModule, OnEvent } from '@nestjs/event-emitter';
import { jest } from '@jest/globals';
import {
  TRACKED_CRON_EVENTS,
  TrackedCron,
  TrackedCronEvents,
  type TrackedCronEvent,
  type TrackedCronEventName,
} from 'nestjs-tracked-cron';
import { VirtualClock } from '../libs/tracked-cron/src/testing/virtual-clock.js';
import { eventually } from './support/eventually.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance, aQuietMinute, type TestInstanceOptions } from './support/test-instance.js';

const MINUTE = 60_000;

@Injectable()
class Jobs {
  @TrackedCron('* * * * *', { name: 'minutely' })
  minutely() {}
}

@Injectable()
class Listener {
  readonly heard: unknown[] = [];

  @OnEvent('tracked-cron.job.registered')
  onRegistered({ jobName, version }: TrackedCronEvent<'job.registered'>) {
    this.heard.push(['registered', jobName, version]);
  }

  @OnEvent('tracked-cron.execution.ended')
  onEnded({ jobName, status }: TrackedCronEvent<'execution.ended'>) {
    this.heard.push(['ended', jobName, status]);
  }

  @OnEvent('tracked-cron.**')
  onAnything() {
    this.heard.push('anything');
  }
}

describe('events', () => {
  let database: TestDatabase;
  let told: [TrackedCronEventName, object][];

  beforeEach(async () => {
    database = await createTestDatabase();
    told = [];
  });
  afterEach(() => database.drop());

  const start = (options: Partial<TestInstanceOptions> = {}) =>
    startInstance({ url: database.url, providers: [Jobs], prepare: listen, ...options });

  /** From before the boot on. */
  function listen(app: INestApplication): void {
    const events = app.get(TrackedCronEvents);
    for (const name of TRACKED_CRON_EVENTS) events.on(name, (event) => told.push([name, event]));
  }

  it('tell of an instance from its boot to its end', async () => {
    const instance = await start();
    const ended = instance.next('execution.ended');
    instance.clock.advance(MINUTE);
    await ended;
    await instance.close();
    expect(told.map(([name]) => name).filter((name) => name !== 'slots.claimed')).toEqual([
      'instance.joined',
      'job.registered',
      'execution.started',
      'execution.ended',
      'instance.left',
    ]);
    const [[, joined], [, registered]] = told;
    expect(registered).toEqual({
      jobName: 'minutely',
      version: 1,
      schedule: '* * * * *',
      timeZone: 'UTC',
      enabled: true,
    });
    expect(told.at(-1)).toEqual(['instance.left', joined]);
  });

  it('tell of what is done to a job here, once it is done', async () => {
    const { manager, close } = await start();
    told = [];
    const until = new Date(Date.now() + 24 * 60 * MINUTE);
    await manager.register({
      name: 'later',
      schedule: ['@daily', '@hourly'],
      disabled: true,
      handler: () => {},
    });
    await manager.pause('later', { by: 'ann', reason: 'token=abcdefgh123', until });
    await manager.resume('later');
    await manager.unregister('later');
    await expect(manager.pause('later')).rejects.toMatchObject({ code: 'UNKNOWN_JOB' });
    expect(told).toEqual([
      [
        'job.registered',
        { jobName: 'later', version: 1, schedule: '@daily | @hourly', timeZone: 'UTC', enabled: false },
      ],
      ['job.paused', { jobName: 'later', until, by: 'ann', reason: 'token=[redacted]' }],
      ['job.resumed', { jobName: 'later', by: null, reason: null }],
      ['job.removed', { jobName: 'later' }],
    ]);
    await close();
  });

  it('tell of slots that nobody ran', async () => {
    const clock = new VirtualClock(aQuietMinute());
    await (await start({ clock })).close();
    told = [];
    const later = new VirtualClock(clock.now() + 5 * MINUTE);
    const instance = await start({ clock: later });
    const missed = await eventually(
      async () => {
        later.advance(1); // lets the timer fire that the boot has set
        return told.find(([name]) => name === 'slots.missed');
      },
      (found) => found !== undefined,
    );
    const first = clock.now() + MINUTE;
    expect(missed?.[1]).toEqual({
      jobName: 'minutely',
      from: new Date(first),
      to: new Date(first + 3 * MINUTE),
      count: 4,
    });
    expect(told.filter(([name]) => name === 'slots.missed')).toHaveLength(1);
    await instance.close();
  });

  it('are told once to who asked for one', async () => {
    const { manager, close } = await start();
    const heard: string[] = [];
    manager.events.once('job.resumed', ({ jobName }) => heard.push(jobName));
    const stop = manager.events.once('job.paused', ({ jobName }) => heard.push(jobName));
    stop();
    for (let time = 0; time < 2; time++) {
      await manager.pause('minutely');
      await manager.resume('minutely');
    }
    expect(heard).toEqual(['minutely']);
    await close();
  });

  it("reach the host's own listeners through its event emitter, those of the boot too", async () => {
    const instance = await start({
      imports: [EventEmitterModule.forRoot({ wildcard: true })],
      providers: [Jobs, Listener],
      options: { eventEmitter: true },
    });
    const { heard } = instance.app.get(Listener);
    await eventually(
      async () => heard,
      (all) => all.length > 1,
    );
    expect(heard).toContainEqual(['registered', 'minutely', 1]);
    const record = await instance.manager.execute('minutely');
    expect(record.status).toBe('completed');
    expect(heard).toContainEqual(['ended', 'minutely', 'completed']);
    expect(heard.filter((one) => one === 'anything')).toHaveLength(told.length);
    await instance.close();
  });

  it("don't reach the host's event emitter unless it asked", async () => {
    const instance = await start({
      imports: [EventEmitterModule.forRoot({ wildcard: true })],
      providers: [Jobs, Listener],
    });
    await instance.manager.execute('minutely');
    expect(instance.app.get(Listener).heard).toEqual([]);
    await instance.close();
  });

  it('that are to reach an event emitter which is not there stop the boot', async () => {
    const error = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => {});
    await expect(start({ options: { eventEmitter: true } })).rejects.toThrow(
      'TrackedCronModule: eventEmitter: true, but the application has no EventEmitterModule: ' +
        'npm install @nestjs/event-emitter, and import EventEmitterModule.forRoot() in the root module.',
    );
    error.mockRestore();
  });
});
