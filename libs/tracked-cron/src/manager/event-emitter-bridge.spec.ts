import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { DiscoveryService } from '@nestjs/core';
import { TrackedCronEvents } from '../events.js';
import { EventEmitterBridge } from './event-emitter-bridge.js';

describe('the bridge to an event emitter', () => {
  let heard: [string, unknown][];
  let found: { name: string; instance: unknown }[];
  let events: TrackedCronEvents;

  beforeAll(() => void jest.spyOn(Logger.prototype, 'error').mockImplementation(() => {}));
  afterAll(() => jest.restoreAllMocks());
  beforeEach(() => {
    heard = [];
    events = new TrackedCronEvents();
    found = [emitter((name, event) => heard.push([name, event]))];
  });

  function emitter(emit: (name: string, event: unknown) => unknown) {
    return { name: 'EventEmitter', instance: { emit, emitAsync: emit, onAny: () => {} } };
  }

  function connect(): void {
    const discovery = { getProviders: () => found } as unknown as DiscoveryService;
    new EventEmitterBridge(discovery, events, { eventEmitter: true }).connect();
  }
  const pause = (jobName: string) => events.emit('job.resumed', () => ({ jobName, by: null, reason: null }));
  const names = () => heard.map(([, event]) => (event as { jobName: string }).jobName);
  const settled = () => new Promise(setImmediate);

  it('keeps events until the listeners of the host have been found, and their order', async () => {
    let ready: () => void = () => {};
    const waitUntilReady = () => new Promise<void>((resolve) => (ready = resolve));
    found.push({ name: 'EventEmitterReadinessWatcher', instance: { waitUntilReady } });
    connect();
    pause('one');
    pause('two');
    await settled();
    expect(heard).toEqual([]);
    ready();
    await settled();
    pause('three');
    expect(names()).toEqual(['one', 'two', 'three']);
    expect(heard[0][0]).toBe('tracked-cron.job.resumed');
  });

  it('tells on when they could not be found, or an older package does not say', async () => {
    connect();
    pause('one');
    await settled();
    expect(names()).toEqual(['one']);
    found.push({
      name: 'EventEmitterReadinessWatcher',
      instance: { waitUntilReady: () => Promise.reject(new Error('no listeners')) },
    });
    heard = [];
    events = new TrackedCronEvents();
    connect();
    pause('two');
    await settled();
    expect(names()).toEqual(['two']);
  });

  it('survives listeners that throw, before and after', async () => {
    found.push(
      emitter(() => {
        throw new Error('a listener failed');
      }),
    );
    connect();
    pause('one');
    pause('two');
    await settled();
    pause('three');
    expect(names()).toEqual(['one', 'two', 'three']);
  });

  it('finds the emitter among whatever the host provides', () => {
    const trap = Object.defineProperty({}, 'emit', {
      get: () => {
        throw new Error('a getter was evaluated');
      },
    });
    for (const instance of [trap, 'text', () => {}, { emit: () => {} }])
      found.push({ name: 'other', instance });
    connect();
    found = found.slice(1);
    expect(connect).toThrow('the application has no EventEmitterModule');
  });

  it('does nothing unless it is asked to', () => {
    const discovery = { getProviders: () => [] } as unknown as DiscoveryService;
    new EventEmitterBridge(discovery, events, { eventEmitter: false }).connect();
    pause('one');
    expect(heard).toEqual([]);
  });
});
